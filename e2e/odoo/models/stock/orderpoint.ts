import { validationError } from '../../orm/faults';
import type { Model } from '../../orm/model';
import type { ModelSpec } from '../../orm/model-spec';
import { plain, type Vals } from '../../orm/values';
import { STOCK_ADMIN, STOCK_USER, warehouseOf } from './location';
import { tidy } from './quant-store';
import { quantitiesOf } from './quantities';
import { defaultWarehouse } from './warehouse';

/** @throws ValidationError by version: none on 14, bare on 15, in words from 16 (FACTS.md B, Stock: Orderpoints) */
function check(model: Model, id: number): void {
  const { version } = model.env.caps;
  const twin = [...model.table.where('product_id', model.one(id, 'product_id') ?? 0)].some(
    (other) => other !== id && model.one(other, 'location_id') === model.one(id, 'location_id'),
  );
  if (twin && version === 15) throw validationError('stock_warehouse_orderpoint_product_location_check');
  if (twin && version >= 16) {
    throw validationError(
      'The operation cannot be completed: A replenishment rule already exists for this product on this location.',
    );
  }
  if (version >= 18 && model.number(id, 'product_min_qty') > model.number(id, 'product_max_qty')) {
    throw validationError('The minimum quantity must be less than or equal to the maximum quantity.');
  }
}

function completed(model: Model, vals: Vals): Vals {
  const { env } = model;
  const { version } = env.caps;
  const first = defaultWarehouse(env) ?? 0;
  const location = Number(plain(vals.location_id) ?? 0);
  const asked = Number(plain(vals.warehouse_id) ?? 0);
  const warehouse = asked || (location > 0 ? Number(warehouseOf(env, location)) || first : first);
  const stock =
    env.db.table('stock.warehouse').rows.get(version >= 16 ? warehouse : first)?.lot_stock_id ?? false;
  const sequence = model.table.rows.size + 1;
  return {
    name: `OP/${String(sequence).padStart(5, '0')}`,
    product_min_qty: 0,
    product_max_qty: 0,
    trigger: 'auto',
    company_id: env.company(),
    ...(version <= 18 ? { qty_multiple: 1 } : {}),
    ...vals,
    warehouse_id: warehouse,
    location_id: location > 0 ? location : typeof stock === 'number' ? stock : false,
  };
}

/** What an order would bring: up to the maximum once the forecast is below the minimum. */
function toOrder(model: Model, id: number): number {
  const place = model.one(id, 'location_id') ?? 0;
  const env = model.env.sudo().with({ location: place });
  const figures = quantitiesOf(env, model.one(id, 'product_id') ?? 0);
  const forecast = figures.onHand + figures.incoming - figures.outgoing;
  const [min, max] = [model.number(id, 'product_min_qty'), model.number(id, 'product_max_qty')];
  return forecast < min ? tidy(Math.max(min, max) - forecast) : 0;
}

export const orderpoint: ModelSpec = {
  name: 'stock.warehouse.orderpoint',
  label: () => 'Minimum Inventory Rule',
  order: 'location_id, company_id, id',
  compute: {
    qty_to_order: toOrder,
    product_tmpl_id: (model, id) =>
      model.env
        .sudo()
        .model('product.product')
        .get(model.one(id, 'product_id') ?? 0, 'product_tmpl_id'),
    product_uom: (model, id) =>
      model.env
        .sudo()
        .model('product.product')
        .get(model.one(id, 'product_id') ?? 0, 'uom_id'),
  },
  access: (_env, op) =>
    op === 'read' ? [STOCK_ADMIN, STOCK_USER, 'Sales/User: Own Documents Only'] : [STOCK_ADMIN],
  create: (model, valsList, next) =>
    valsList.map((vals) => {
      const id = next([completed(model, vals)])[0] ?? 0;
      check(model, id);
      return id;
    }),
  write: (model, ids, vals, next) => {
    next(ids, vals);
    for (const id of ids) check(model, id);
  },
};

function rulesOf(model: Model, product: number): number[] {
  const table = model.env.db.table('stock.warehouse.orderpoint');
  return [...table.where('product_id', product)].filter((id) => table.rows.get(id)?.active === true);
}

function sum(model: Model, product: number, cell: string): number {
  const table = model.env.db.table('stock.warehouse.orderpoint');
  return rulesOf(model, product).reduce((total, id) => total + Number(table.rows.get(id)?.[cell] ?? 0), 0);
}

export const variantRules: ModelSpec = {
  name: 'product.product',
  compute: {
    nbr_reordering_rules: (model, id) => rulesOf(model, id).length,
    reordering_min_qty: (model, id) => sum(model, id, 'product_min_qty'),
    reordering_max_qty: (model, id) => sum(model, id, 'product_max_qty'),
  },
};
