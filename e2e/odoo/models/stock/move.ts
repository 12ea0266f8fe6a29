import type { Model } from '../../orm/model';
import type { ModelSpec } from '../../orm/model-spec';
import { type Cell, plain, type Vals } from '../../orm/values';
import { accountingReaders } from '../groups';
import { STOCK_ADMIN, STOCK_USER } from './location';
import { tidy } from './quant-store';
import { carry, hold, release } from './reservation';

/** Quantity entered as done: `quantity_done` up to 16, `quantity` from 17 on (FACTS.md B, Stock). */
export function doneQuantity(model: Model, id: number): number {
  return model.number(id, model.env.caps.version >= 17 ? 'quantity' : 'quantity_done');
}

export function isOpen(model: Model, id: number): boolean {
  return !['done', 'cancel'].includes(model.text(id, 'state'));
}

/** Confirms draft moves and holds what is there for them, as the servers do in one go. */
export function confirmMoves(model: Model, ids: readonly number[]): void {
  for (const id of ids) if (model.text(id, 'state') === 'draft') model.set(id, { state: 'confirmed' });
  assignMoves(model, ids);
}

export function assignMoves(model: Model, ids: readonly number[]): void {
  for (const id of ids) {
    if (!['confirmed', 'partially_available', 'assigned'].includes(model.text(id, 'state'))) continue;
    holdFor(model, id, model.number(id, 'product_uom_qty'));
  }
  model.touch(ids);
}

function holdFor(model: Model, id: number, wanted: number): void {
  const held = hold(model, id, wanted);
  const demand = model.number(id, 'product_uom_qty');
  const state = held <= 0 ? 'confirmed' : held < demand ? 'partially_available' : 'assigned';
  model.set(id, model.env.caps.version >= 17 ? { state, quantity: held } : { state });
}

/** Carries a move over and closes it. */
export function finishMove(model: Model, id: number, quantity: number): void {
  carry(model, id, quantity);
  const done: Record<string, Cell> =
    model.env.caps.version >= 17 ? { quantity, picked: true } : { quantity_done: quantity };
  model.set(id, {
    state: 'done',
    product_uom_qty: quantity,
    date: model.env.tx.startedAt.slice(0, 19),
    ...done,
  });
  model.touch([id]);
}

export function cancelMoves(model: Model, ids: readonly number[]): void {
  for (const id of ids) {
    if (!isOpen(model, id)) continue;
    release(model, id);
    model.set(id, model.env.caps.version >= 17 ? { state: 'cancel', quantity: 0 } : { state: 'cancel' });
  }
  model.touch(ids);
}

/** Changes the demand of an open move and holds anew. */
export function setDemand(model: Model, id: number, quantity: number): void {
  model.set(id, { product_uom_qty: tidy(quantity) });
  if (quantity <= 0) cancelMoves(model, [id]);
  else assignMoves(model, [id]);
}

function completed(model: Model, vals: Vals): Vals {
  const { env } = model;
  const pickings = env.sudo().model('stock.picking');
  const picking = Number(plain(vals.picking_id) ?? 0);
  const given = (name: string): Vals => (picking > 0 ? { [name]: pickings.get(picking, name) } : {});
  const product = Number(plain(vals.product_id) ?? 0);
  const text = env.sudo().model('product.product');
  return {
    product_uom: product > 0 ? text.get(product, 'uom_id') : 1,
    ...given('location_id'),
    ...given('location_dest_id'),
    company_id: env.company(),
    date: picking > 0 ? pickings.get(picking, 'scheduled_date') : env.tx.startedAt.slice(0, 19),
    state: 'draft',
    procure_method: 'make_to_stock',
    ...vals,
  };
}

export const move: ModelSpec = {
  name: 'stock.move',
  label: () => 'Stock Move',
  restricts: ['product_id'],
  order: 'id',
  keeps: ['quantity_done'],
  compute: {
    reference: (model, id) => {
      const picking = model.one(id, 'picking_id');
      const own =
        model.row(id)?.reference ?? (model.env.caps.version <= 18 ? model.row(id)?.name : false) ?? false;
      return picking === undefined
        ? own
        : (model.env.db.table('stock.picking').rows.get(picking)?.name ?? false);
    },
    reserved_availability: (model, id) => Number(model.row(id)?.reserved ?? 0),
    product_qty: (model, id) => model.number(id, 'product_uom_qty'),
    product_tmpl_id: (model, id) =>
      model.env
        .sudo()
        .model('product.product')
        .get(model.one(id, 'product_id') ?? 0, 'product_tmpl_id'),
  },
  displayName: (model, id) => {
    const products = model.env.sudo().model('product.product');
    const places = model.env.sudo().model('stock.location');
    const from = places.displayName(model.one(id, 'location_id') ?? 0);
    const to = places.displayName(model.one(id, 'location_dest_id') ?? 0);
    return `${products.displayName(model.one(id, 'product_id') ?? 0)}: ${from}>${to}`;
  },
  access: (env, op) =>
    op === 'unlink'
      ? [STOCK_ADMIN]
      : op === 'read'
        ? [
            STOCK_ADMIN,
            STOCK_USER,
            'Sales/Administrator',
            'Sales/User: Own Documents Only',
            ...accountingReaders(env.caps.version),
          ]
        : [STOCK_USER],
  create: (model, valsList, next) => next(valsList.map((vals) => completed(model, vals))),
  write: (model, ids, vals, next) => {
    next(ids, vals);
    // 16 confirms and holds a loose move once a done quantity is entered.
    if (model.env.caps.version === 16 && 'quantity_done' in vals) {
      confirmMoves(
        model,
        ids.filter((id) => model.text(id, 'state') === 'draft'),
      );
    }
    if (model.env.caps.version >= 17 && 'quantity' in vals) {
      for (const id of ids) {
        if (isOpen(model, id)) takeEntered(model, id, Number(plain(vals.quantity) ?? 0));
      }
    }
  },
};

/** From 17 on the entered quantity holds goods at once. */
function takeEntered(model: Model, id: number, quantity: number): void {
  const held = hold(model, id, quantity);
  const state = held < model.number(id, 'product_uom_qty') ? 'partially_available' : 'assigned';
  model.set(id, { state, quantity });
}
