import type { Env } from '../../orm/env';
import type { Model } from '../../orm/model';
import { tidy } from '../stock/quant-store';
import { convert } from '../units';
import { unitField } from './line-amounts';

/** Confirmed orders; "done" is the locked state up to 16. */
export function isConfirmed(env: Env, order: number): boolean {
  const state = env.db.table('sale.order').rows.get(order)?.state;
  return state === 'sale' || state === 'done';
}

export function isLocked(env: Env, order: number): boolean {
  const row = env.db.table('sale.order').rows.get(order);
  return row?.state === 'done' || row?.locked === true;
}

/** How many of the product's own unit one unit of the line is. */
export function unitsPerLineUnit(lines: Model, id: number): number {
  const { env } = lines;
  const own =
    env
      .sudo()
      .model('product.product')
      .one(lines.one(id, 'product_id') ?? 0, 'uom_id') ?? 1;
  return convert(env, lines.one(id, unitField(env)) ?? own, own);
}

/**
 * What done deliveries carried for a line, less what came back to be refunded, in the line's unit; services count what
 * a person entered.
 */
export function qtyDelivered(model: Model, id: number): number {
  const moves = model.env.db.table('stock.move');
  const places = model.env.db.table('stock.location');
  let carried = 0;
  for (const move of moves.where('sale_line_id', id)) {
    const row = moves.rows.get(move);
    if (row?.state !== 'done') continue;
    if (row.origin_returned_move_id && !row.to_refund) continue;
    const outgoing = places.rows.get(Number(row.location_dest_id))?.usage === 'customer';
    carried += (outgoing ? 1 : -1) * Number(row.product_uom_qty);
  }
  const manual = Number(model.row(id)?.qty_delivered_manual ?? 0);
  return tidy(manual + (carried === 0 ? 0 : carried / unitsPerLineUnit(model, id)));
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
