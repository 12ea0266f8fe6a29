import { savepoint } from '../orm/change';
import type { Env } from '../orm/env';
import { pythonError, userError } from '../orm/faults';
import type { Model } from '../orm/model';
import type { ModelSpec } from '../orm/model-spec';
import { idsOf, truthy, type Vals } from '../orm/values';
import { sanitizeHtml } from './html';
import { productAccess, QUANTITY_NEEDS, templateLabel } from './product-access';
import { keepImage, templateImages } from './product-images';
import { SHARED, shareCompute, shareInverse, touchVariants } from './shared-fields';
import { taxString, templateDefaults } from './template-defaults';
import { templatesChanged } from './variant-generation';

/** Kind of product as the version writes it (FACTS.md A, Templates). */
function withKind(env: Env, vals: Vals): Vals {
  if (env.caps.storable === 'detailed_type') {
    if ('type' in vals && !('detailed_type' in vals)) return { detailed_type: vals.type, ...vals };
    if ('detailed_type' in vals)
      return { detailed_type: vals.detailed_type, ...vals, type: vals.detailed_type };
  }
  if (env.caps.storable === 'is_storable' && vals.type === 'combo' && !truthy(vals.combo_ids)) {
    throw userError('A combo product must contain at least 1 combo choice.');
  }
  return vals;
}

function cleaned(env: Env, vals: Vals): Vals {
  const kind = withKind(env, vals);
  if (typeof kind.description !== 'string' || kind.description === '') return kind;
  return { ...kind, description: sanitizeHtml(env.caps.version, kind.description) };
}

function isSet(env: Env, key: string): boolean {
  const settings = env.sudo().model('ir.config_parameter');
  return settings.search([['key', '=', key]]).some((id) => settings.text(id, 'value') === '1');
}

function activeVariants(model: Model, id: number): number[] {
  const variants = model.env.sudo().model('product.product');
  return model.many(id, 'product_variant_ids').filter((one) => variants.row(one)?.active === true);
}

export const templateModel: ModelSpec = {
  name: 'product.template',
  label: templateLabel,
  needs: QUANTITY_NEEDS,
  access: productAccess,
  rule: (model, id) => {
    const company = model.row(id)?.company_id;
    return !company || model.env.sharingCompanies().includes(Number(company));
  },
  displayName: (model, id) => {
    const code = model.text(id, 'default_code');
    return code === '' ? model.text(id, 'name') : `[${code}] ${model.text(id, 'name')}`;
  },
  defaults: (env) => templateDefaults(env),
  compute: {
    ...templateImages,
    barcode: shareCompute('barcode', false),
    standard_price: shareCompute('standard_price', 0),
    lst_price: (model, id) => Math.round(model.number(id, 'list_price') / 0.01) * 0.01,
    product_variant_id: (model, id) => activeVariants(model, id)[0] ?? false,
    product_variant_count: (model, id) => activeVariants(model, id).length,
    is_product_variant: () => false,
    currency_id: (model) => model.env.db.table('res.company').rows.get(1)?.currency_id ?? false,
    cost_currency_id: (model) =>
      model.env.db.table('res.company').rows.get(model.env.company())?.currency_id ?? false,
    can_image_1024_be_zoomed: () => false,
    has_configurable_attributes: (model, id) => {
      const lines = model.env.model('product.template.attribute.line');
      return model.many(id, 'attribute_line_ids').some((line) => lines.many(line, 'value_ids').length >= 2);
    },
    tax_string: (model, id) => taxString(model, id),
    weight_uom_name: (model) => (isSet(model.env, 'product.weight_in_lbs') ? 'lb' : 'kg'),
    volume_uom_name: (model) => (isSet(model.env, 'product.volume_in_cubic_feet') ? 'ft³' : 'm³'),
  },
  inverse: {
    ...Object.fromEntries(SHARED.map((name) => [name, shareInverse(name)])),
    lst_price: (model, ids, value) => model.write(ids, { list_price: value }),
    image_1920: (model, ids, value) => {
      for (const id of ids) keepImage(model, id, value, 'image');
      if (model.env.caps.templateImageMovesVariants) touchVariants(model, ids);
    },
  },
  search: {
    barcode: (_model, operator, value) => [['product_variant_ids.barcode', operator, value]],
    standard_price: (_model, operator, value) => [['product_variant_ids.standard_price', operator, value]],
  },
  create: (model, list, next) => {
    const rows = list.map((vals) => cleaned(model.env, vals));
    const own = rows.map((vals) =>
      Object.fromEntries(Object.entries(vals).filter(([name]) => !SHARED.some((shared) => shared === name))),
    );
    const ids = next(own);
    templatesChanged(model.env, ids);
    if (model.env.context.create_product_product !== false) {
      ids.forEach((id, at) => {
        for (const name of SHARED) {
          const value = rows[at]?.[name];
          if (truthy(value) || value === '') shareInverse(name)(model, [id], value);
        }
      });
    }
    return ids;
  },
  write: (model, ids, vals, next) => {
    const rows = cleaned(model.env, vals);
    savepoint(model, () => {
      next(ids, rows);
      if (model.env.caps.templateWriteMovesVariants) touchVariants(model, ids);
      const variants = model.env.sudo().model('product.product');
      const all = ids.flatMap((id) => [...variants.table.where('product_tmpl_id', id)]);
      // Woken: only where none of the templates has an active variant are the possible ones woken, and made where missing.
      const woken = truthy(rows.active) && !all.some((id) => variants.flag(id, 'active'));
      if ('attribute_line_ids' in rows || woken) templatesChanged(model.env, ids);
      if ('active' in rows && !truthy(rows.active)) variants.write(all, { active: false });
    });
  },
  unlink: (model, ids, next) => {
    const server = model.env.sudo();
    const variants = server.model('product.product').with({ keep_template: true });
    variants.unlink(ids.flatMap((id) => [...variants.table.where('product_tmpl_id', id)]));
    for (const name of ['product.template.attribute.value', 'product.template.attribute.line']) {
      const table = model.env.db.table(name);
      for (const id of ids)
        for (const row of [...table.where('product_tmpl_id', id)]) table.delete(model.env.tx.journal, row);
    }
    next(ids);
  },
};

/** Default order of products by version, and the category that must stay up to 18. */
export const templateOrders: readonly ModelSpec[] = [
  {
    name: 'product.template',
    until: 16,
    methods: {
      create_product_variant: {
        on: 'records',
        params: ['product_template_attribute_value_ids'],
        required: 1,
        run: (model, ids, args) => {
          if (model.env.caps.version <= 15) {
            throw pythonError('TypeError', 'the JSON object must be str, bytes or bytearray, not list');
          }
          const values = idsOf(args.product_template_attribute_value_ids);
          return model.env.model('product.product').create({
            product_tmpl_id: ids[0] ?? 0,
            product_template_attribute_value_ids: [[6, 0, values]],
          });
        },
      },
    },
  },
  { name: 'product.template', until: 18, restricts: ['categ_id'] },
  { name: 'product.template', until: 14, order: 'name, id' },
  { name: 'product.template', since: 15, until: 17, order: 'priority desc, name, id' },
  { name: 'product.template', since: 18, order: 'is_favorite desc, name, id' },
];
