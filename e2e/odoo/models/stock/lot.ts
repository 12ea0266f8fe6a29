import { pythonError, validationError } from '../../orm/faults';
import { field } from '../../orm/fields';
import type { Model } from '../../orm/model';
import type { MethodSpec, ModelSpec } from '../../orm/model-spec';
import { isRecord } from '../../orm/values';
import { STOCK_USER } from './location';
import { tidy } from './quant-store';

/** @throws ValidationError for a second lot of one name (FACTS.md B, Lots) */
function checkUnique(model: Model, id: number): void {
  const { env } = model;
  const product = model.one(id, 'product_id') ?? 0;
  const name = model.text(id, 'name');
  const twin = [...model.table.where('name', name)].some(
    (other) => other !== id && model.one(other, 'product_id') === product,
  );
  if (!twin) return;
  const shown = env.sudo().model('product.product').displayName(product);
  const nineteen = env.caps.version >= 19;
  const head = nineteen
    ? 'The combination of lot/serial number and product must be unique within a company including when no company is defined.\nThe following combinations contain duplicates:'
    : 'The combination of serial number and product must be unique across a company.\nFollowing combination contains duplicates:';
  throw validationError(
    `${head}\n - Product: ${shown}, ${nineteen ? 'Lot/Serial Number' : 'Serial Number'}: ${name}`,
  );
}

function quantsOf(model: Model, id: number): number[] {
  const table = model.env.db.table('stock.quant');
  return [...table.where('lot_id', id)].sort((a, b) => a - b);
}

function onHand(model: Model, id: number): number {
  const quants = model.env.db.table('stock.quant');
  const places = model.env.db.table('stock.location');
  const inside = quantsOf(model, id).filter((quant) => {
    const place = quants.rows.get(quant)?.location_id;
    return places.rows.get(typeof place === 'number' ? place : 0)?.usage === 'internal';
  });
  return tidy(inside.reduce((sum, quant) => sum + Number(quants.rows.get(quant)?.quantity ?? 0), 0));
}

const spec: Omit<ModelSpec, 'name'> = {
  label: () => 'Lot/Serial',
  order: 'name, id',
  fields: () => ({
    name: field('char', 'Lot/Serial Number', { required: true }),
    ref: field('char', 'Internal Reference'),
    product_id: field('many2one', 'Product', { required: true, relation: 'product.product' }),
    company_id: field('many2one', 'Company', { relation: 'res.company' }),
    product_qty: field('float', 'On Hand Quantity', { store: false }),
    quant_ids: field('one2many', 'Quants', { relation: 'stock.quant', relation_field: 'lot_id' }),
    note: field('html', 'Description'),
  }),
  compute: { product_qty: onHand, quant_ids: quantsOf },
  access: () => [STOCK_USER],
  create: (model, valsList, next) =>
    valsList.map((vals) => {
      const id = next([vals])[0] ?? 0;
      checkUnique(model, id);
      return id;
    }),
};

/**
 * On 18 the method takes ids first, so that a plain create cannot be called, and answers what cannot be sent once it
 * has worked (FACTS.md B, Lots).
 */
const createOf18: MethodSpec = {
  on: 'records',
  params: ['vals_list'],
  run: (model, _ids, args) => {
    const given = args.vals_list;
    if (given === undefined) {
      throw pythonError('TypeError', "StockLot.create() missing 1 required positional argument: 'vals_list'");
    }
    model.create((Array.isArray(given) ? given : [given]).filter(isRecord));
    model.env.tx.afterCommit.push(() =>
      Promise.reject(pythonError('TypeError', "cannot marshal <class 'odoo.api.stock.lot'> objects")),
    );
    return true;
  },
};

export const lot: ModelSpec = { ...spec, name: 'stock.lot', since: 16 };
export const lotOf18: ModelSpec = {
  name: 'stock.lot',
  since: 18,
  until: 18,
  methods: { create: createOf18 },
};
export const productionLot: ModelSpec = { ...spec, name: 'stock.production.lot', until: 15 };
