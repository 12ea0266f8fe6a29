import { checkAccess } from '../orm/access';
import { savepoint } from '../orm/change';
import { validationError } from '../orm/faults';
import type { Model } from '../orm/model';
import type { ModelSpec } from '../orm/model-spec';
import { sortIds } from '../orm/order';
import { plain, truthy, type Vals, type Wire } from '../orm/values';
import { checkBarcodes } from './barcodes';
import { QUANTITY_NEEDS, variantAccess, variantLabel } from './product-access';
import { keepImage, variantImages } from './product-images';
import { followVariants, onlyVariant } from './shared-fields';
import { indices } from './variant-generation';

const FOLLOWED = ['default_code', 'weight', 'volume', 'active'];

/** 14–17 round prices read through the variant in binary: 19.99 reads 19.990000000000002. */
function asVariantPrice(model: Model, price: number): number {
  return model.env.caps.version <= 17 ? Math.round(price / 0.01) * 0.01 : price;
}

function templatePrice(model: Model, id: number): number {
  const template = model.one(id, 'product_tmpl_id');
  return template === undefined
    ? 0
    : model.env.sudo().model('product.template').number(template, 'list_price');
}

function extra(model: Model, id: number): number {
  const values = model.env.sudo().model('product.template.attribute.value');
  return model
    .many(id, 'product_template_attribute_value_ids')
    .reduce((sum, value) => sum + values.number(value, 'price_extra'), 0);
}

/** "CT Red, CT S": values of lines with several values. */
function combinationName(model: Model, id: number): string {
  const server = model.env.sudo().with({ active_test: false, lang: model.env.lang });
  const values = server.model('product.template.attribute.value');
  const own = sortIds(
    values,
    model.many(id, 'product_template_attribute_value_ids').filter((one) => values.row(one)),
  );
  const onlyActive = own.every((value) => values.row(value)?.ptav_active === true);
  return own
    .filter((value) => {
      const line = values.row(value)?.attribute_line_id ?? false;
      const sisters = [...values.table.where('attribute_line_id', line)];
      const counted = onlyActive ? sisters.filter((one) => values.row(one)?.ptav_active === true) : sisters;
      return counted.length !== 1;
    })
    .map((value) => values.text(value, 'name'))
    .join(', ');
}

function templatesOf(model: Model, ids: readonly number[]): number[] {
  return [...new Set(ids.map((id) => model.one(id, 'product_tmpl_id') ?? 0))].filter((id) => id > 0);
}

function checkCombinations(model: Model, ids: readonly number[]): void {
  for (const id of ids) {
    const row = model.row(id);
    if (row?.active !== true) continue;
    const twin = [...model.table.where('product_tmpl_id', row.product_tmpl_id ?? false)].find(
      (other) =>
        other !== id &&
        model.row(other)?.active === true &&
        model.row(other)?.combination_indices === row.combination_indices,
    );
    if (twin === undefined) continue;
    const prefix = model.env.caps.version >= 16 ? 'The operation cannot be completed: ' : '';
    throw validationError(
      `${prefix}duplicate key value violates unique constraint "product_product_combination_unique"\nDETAIL:  Key (product_tmpl_id, combination_indices)=(${row.product_tmpl_id}, ${row.combination_indices}) already exists.\n`,
    );
  }
}

/** Makes the template of a variant that was created on its own, and leaves what belongs to the variant. */
function withTemplate(model: Model, vals: Vals): Vals {
  if (truthy(vals.product_tmpl_id)) return vals;
  const server = model.with({ create_product_product: false });
  const templates = server.env.model('product.template');
  const parent: Vals = {};
  const own: Vals = {};
  for (const [name, value] of Object.entries(vals)) {
    if (model.cls.delegate(name)) parent[name] = value;
    else own[name] = value;
  }
  if ('lst_price' in vals && !('list_price' in parent)) parent.list_price = vals.lst_price;
  return { ...own, product_tmpl_id: templates.create(parent) };
}

/** The picture of a product: the only variant's goes to the template (FACTS.md B, Images). */
function writeImage(model: Model, ids: readonly number[], value: Wire): void {
  const templates = model.env.sudo().model('product.template');
  for (const id of ids) {
    const template = model.one(id, 'product_tmpl_id');
    if (template === undefined) continue;
    const alone = onlyVariant(model.env, template) === id;
    const own = model.get(id, 'image_variant_1920');
    if (alone || (!own && (!truthy(value) || !templates.get(template, 'image_1920')))) {
      templates.write([template], { image_1920: value });
      if (own) keepImage(model, id, false, 'image_variant');
    } else keepImage(model, id, value, 'image_variant');
  }
}

export const variantModel: ModelSpec = {
  name: 'product.product',
  label: variantLabel,
  needs: QUANTITY_NEEDS,
  inherits: { model: 'product.template', by: 'product_tmpl_id', owns: ['standard_price'] },
  access: variantAccess,
  rule: (model, id) => {
    const company = model.env.db
      .table('product.template')
      .rows.get(Number(model.row(id)?.product_tmpl_id))?.company_id;
    return !company || model.env.sharingCompanies().includes(Number(company));
  },
  displayName: (model, id) => {
    const code = model.text(id, 'default_code');
    const values = combinationName(model, id);
    const name = values === '' ? model.text(id, 'name') : `${model.text(id, 'name')} (${values})`;
    return code === '' ? name : `[${code}] ${name}`;
  },
  compute: {
    ...variantImages,
    list_price: (model, id) => asVariantPrice(model, templatePrice(model, id)),
    lst_price: (model, id) => asVariantPrice(model, templatePrice(model, id) + extra(model, id)),
    price_extra: extra,
    is_product_variant: () => true,
    code: (model, id) => model.get(id, 'default_code'),
    partner_ref: (model, id) => model.displayName(id),
    can_image_1024_be_zoomed: () => false,
    can_image_variant_1024_be_zoomed: () => false,
    product_template_variant_value_ids: (model, id) => {
      const values = model.env.sudo().model('product.template.attribute.value');
      return model.many(id, 'product_template_attribute_value_ids').filter((one) => {
        const line = values.row(one)?.attribute_line_id ?? false;
        return values.table.where('attribute_line_id', line).size > 1;
      });
    },
  },
  search: {
    list_price: (_model, operator, value) => [['product_tmpl_id.list_price', operator, value]],
  },
  inverse: {
    list_price: (model, ids, value) =>
      model.env.model('product.template').write(templatesOf(model, ids), { list_price: value }),
    lst_price: (model, ids, value) => {
      for (const id of ids) {
        const template = model.one(id, 'product_tmpl_id');
        if (template === undefined) continue;
        model.env
          .model('product.template')
          .write([template], { list_price: Number(plain(value)) - extra(model, id) });
      }
    },
    image_1920: writeImage,
    image_variant_1920: (model, ids, value) => {
      for (const id of ids) keepImage(model, id, value, 'image_variant');
    },
    price_extra: () => undefined,
  },
  create: (model, list, next) => {
    const ids = next(list.map((vals) => withTemplate(model, vals)));
    for (const id of ids)
      model.set(id, { combination_indices: indices(model.many(id, 'product_template_attribute_value_ids')) });
    checkCombinations(model, ids);
    checkBarcodes(model, ids);
    if (list.some((vals) => FOLLOWED.some((name) => truthy(vals[name]))))
      followVariants(model.env, templatesOf(model, ids));
    return ids;
  },
  write: (model, ids, vals, next) => {
    if ('standard_price' in vals && model.env.caps.version <= 18 && model.env.has('stock.move')) {
      checkAccess(model.env.model('stock.move'), 'read');
    }
    // One given to another template leaves the old one without its code (asked of a real 17 and 19).
    const left = 'product_tmpl_id' in vals ? templatesOf(model, ids) : [];
    savepoint(model, () => {
      next(ids, vals);
      if ('product_template_attribute_value_ids' in vals) {
        for (const id of ids)
          model.set(id, {
            combination_indices: indices(model.many(id, 'product_template_attribute_value_ids')),
          });
      }
      if (truthy(vals.barcode)) checkBarcodes(model, ids);
      if (left.length > 0 || FOLLOWED.some((name) => name in vals))
        followVariants(model.env, [...left, ...templatesOf(model, ids)]);
    });
  },
  unlink: (model, ids, next) => {
    const templates = templatesOf(model, ids);
    next(ids);
    if (model.env.context.keep_template === true) return;
    const server = model.env.sudo().model('product.template');
    const empty = templates.filter(
      (id) => ![...model.table.where('product_tmpl_id', id)].some((one) => model.row(one)?.active === true),
    );
    const gone = empty.filter((id) => server.row(id) && !hasDynamicLine(model, id));
    if (gone.length > 0) server.unlink(gone);
    followVariants(
      model.env,
      templates.filter((id) => server.row(id)),
    );
  },
};

function hasDynamicLine(model: Model, template: number): boolean {
  const lines = model.env.db.table('product.template.attribute.line');
  const attributes = model.env.db.table('product.attribute');
  return [...lines.where('product_tmpl_id', template)].some(
    (line) => attributes.rows.get(Number(lines.rows.get(line)?.attribute_id))?.create_variant === 'dynamic',
  );
}

export const variantOrders: readonly ModelSpec[] = [
  { name: 'product.product', until: 14, order: 'default_code, name, id' },
  { name: 'product.product', since: 15, until: 17, order: 'priority desc, default_code, name, id' },
  { name: 'product.product', since: 18, order: 'is_favorite desc, default_code, name, id' },
];
