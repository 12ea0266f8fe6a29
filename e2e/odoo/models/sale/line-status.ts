import type { Env } from '../../orm/env';
import type { Model } from '../../orm/model';
import { tidy } from '../stock/quant-store';

/** Confirmed orders; "done" is the locked state up to 16. */
export function isConfirmed(env: Env, order: number): boolean {
  const state = env.db.table('sale.order').rows.get(order)?.state;
  return state === 'sale' || state === 'done';
}

export function isLocked(env: Env, order: number): boolean {
  const row = env.db.table('sale.order').rows.get(order);
  return row?.state === 'done' || row?.locked === true;
}

/** What done deliveries carried for a line; services count what a person entered. */
export function qtyDelivered(model: Model, id: number): number {
  const moves = model.env.db.table('stock.move');
  const places = model.env.db.table('stock.location');
  let carried = Number(model.row(id)?.qty_delivered_manual ?? 0);
  for (const move of moves.where('sale_line_id', id)) {
    const row = moves.rows.get(move);
    if (row?.state !== 'done') continue;
    const outgoing = places.rows.get(Number(row.location_dest_id))?.usage === 'customer';
    carried += (outgoing ? 1 : -1) * Number(row.product_uom_qty);
  }
  return tidy(carried);
}

/** By the product's invoicing policy: what was ordered, or what was delivered. */
export function qtyToInvoice(model: Model, id: number): number {
  if (!isConfirmed(model.env, model.one(id, 'order_id') ?? 0)) return 0;
  const invoiced = model.number(id, 'qty_invoiced');
  const ordered = model.number(id, 'product_uom_qty');
  return tidy((policy(model, id) === 'delivery' ? qtyDelivered(model, id) : ordered) - invoiced);
}

export function invoiceStatus(model: Model, id: number): string {
  if (!isConfirmed(model.env, model.one(id, 'order_id') ?? 0)) return 'no';
  if (qtyToInvoice(model, id) !== 0) return 'to invoice';
  const ordered = model.number(id, 'product_uom_qty');
  if (policy(model, id) === 'order' && qtyDelivered(model, id) > ordered && ordered > 0) return 'upselling';
  return model.number(id, 'qty_invoiced') >= ordered ? 'invoiced' : 'no';
}

function policy(model: Model, id: number): string {
  const product = model.one(id, 'product_id');
  return product === undefined
    ? 'order'
    : model.env.sudo().model('product.product').text(product, 'invoice_policy');
}
