import { savepoint } from '../orm/change';
import { roundTo } from '../orm/convert';
import type { Env } from '../orm/env';
import { pythonError, userError } from '../orm/faults';
import type { Model } from '../orm/model';
import type { ModelSpec } from '../orm/model-spec';
import { idsOf, truthy, type Vals, type Wire } from '../orm/values';
import { sanitizeHtml } from './html';
import { productAccess, QUANTITY_NEEDS, templateLabel } from './product-access';
import { keepImage, templateImages } from './product-images';
import { templatesChanged } from './variant-generation';

/** Fields a template shares with its only variant. The first three have a column on the template too. */
const SHARED = ['default_code', 'weight', 'volume', 'barcode', 'standard_price'] as const;
const STORED_SHARED: readonly string[] = ['default_code', 'weight', 'volume'];

/** The only active variant, or the only archived one when none is active. */
export function onlyVariant(env: Env, template: number): number | undefined {
  const rows = env.db.table('product.product');
  const all = [...rows.where('product_tmpl_id', template)];
  const active = all.filter((id) => rows.rows.get(id)?.active === true);
  const pool = active.length > 0 ? active : all;
  return pool.length === 1 ? pool[0] : undefined;
}

/** After a variant changed: the template's own columns follow its only variant, or are emptied. */
export function followVariants(env: Env, templates: readonly number[]): void {
  const model = env.sudo().model('product.template');
  const variants = env.sudo().model('product.product');
  for (const template of templates) {
    const row = model.row(template);
    if (!row) continue;
    const only = onlyVariant(env, template);
    const cells = {
      default_code: only === undefined ? false : (variants.row(only)?.default_code ?? false),
      weight: only === undefined ? 0 : (variants.row(only)?.weight ?? 0),
      volume: only === undefined ? 0 : (variants.row(only)?.volume ?? 0),
    };
    const same =
      (row.default_code ?? false) === cells.default_code &&
      (row.weight ?? 0) === cells.weight &&
      (row.volume ?? 0) === cells.volume;
    if (same) continue;
    model.set(template, cells);
    touchTemplates(model, [template]);
  }
}

/** Moves a template's write_date; from 17 on its variants' too (FACTS.md C §2). */
export function touchTemplates(model: Model, ids: readonly number[]): void {
  model.touch(ids);
  if (model.env.caps.templateWriteMovesVariants) touchVariants(model, ids);
}

function touchVariants(model: Model, ids: readonly number[]): void {
  const variants = model.env.sudo().model('product.product');
  for (const id of ids) variants.touch([...variants.table.where('product_tmpl_id', id)]);
}

function shareInverse(name: string): (model: Model, ids: readonly number[], value: Wire) => void {
  return (model, ids, value) => {
    const variants = model.env.sudo().model('product.product');
    for (const id of ids) {
      if (STORED_SHARED.includes(name)) model.set(id, { [name]: cellOf(name, value) });
      const only = onlyVariant(model.env, id);
      if (only !== undefined) variants.write([only], { [name]: value });
    }
  };
}

function cellOf(name: string, value: Wire): string | number | false {
  if (name === 'default_code') return typeof value === 'string' ? value : false;
  return roundTo(
    Number(typeof value === 'object' && value && 'value' in value ? value.value : value) || 0,
    2,
  );
}

const shareCompute =
  (name: 'barcode' | 'standard_price', empty: false | 0) =>
  (model: Model, id: number): Wire => {
    const only = onlyVariant(model.env, id);
    return only === undefined ? empty : model.env.sudo().model('product.product').get(only, name);
  };

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
    return !company || model.env.companies().includes(Number(company));
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
      if ('attribute_line_ids' in rows) templatesChanged(model.env, ids);
      if ('active' in rows) {
        const variants = model.env.sudo().model('product.product');
        const all = ids.flatMap((id) => [...variants.table.where('product_tmpl_id', id)]);
        variants.write(all, { active: truthy(rows.active) });
      }
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

function templateDefaults(env: Env): Vals {
  const company = env.db.table('res.company').rows.get(env.company());
  const taxes = (cell: Wire): Wire => (typeof cell === 'number' ? [[6, 0, [cell]]] : [[6, 0, []]]);
  const { version } = env.caps;
  return {
    list_price: 1,
    ...(env.caps.storable === 'detailed_type' ? { detailed_type: 'consu' } : {}),
    type: 'consu',
    ...(env.caps.categoryRequired ? { categ_id: 1 } : {}),
    uom_id: 1,
    ...(version <= 18 ? { uom_po_id: 1 } : {}),
    sale_ok: true,
    purchase_ok: true,
    sequence: 1,
    tracking: 'none',
    invoice_policy: version === 14 ? 'delivery' : 'order',
    ...(version >= 15 && version <= 17 ? { priority: '0' } : {}),
    responsible_id: env.uid,
    taxes_id: taxes(company?.account_sale_tax_id),
    supplier_taxes_id: taxes(company?.account_purchase_tax_id),
  };
}

/** "(= $ 100.00 Excl. Taxes)": the other side of the price, " " when both are the same. */
function taxString(model: Model, id: number): string {
  const taxes = model.env.sudo().model('account.tax');
  const own = model.many(id, 'taxes_id').filter((tax) => taxes.row(tax)?.company_id === model.env.company());
  const price = model.number(id, 'list_price');
  let excluded = price;
  let included = price;
  for (const tax of own) {
    if (taxes.row(tax)?.amount_type !== 'percent') continue;
    const rate = taxes.number(tax, 'amount') / 100;
    if (taxes.flag(tax, 'price_include')) excluded = included / (1 + rate);
    else included += excluded * rate;
  }
  const money = (amount: number): string => `$\u00a0${amount.toFixed(2)}`;
  const parts = [
    ...(Math.abs(included - price) > 0.004 ? [`${money(included)} Incl. Taxes`] : []),
    ...(Math.abs(excluded - price) > 0.004 ? [`${money(excluded)} Excl. Taxes`] : []),
  ];
  return parts.length > 0 ? `(= ${parts.join(', ')})` : ' ';
}

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
