import type { Model } from '../../orm/model';
import type { ModelSpec } from '../../orm/model-spec';
import type { Wire } from '../../orm/values';
import { invoiceStatus, isConfirmed, qtyDelivered } from './line-status';

const DAY = 86_400_000;

function pickingStates(model: Model, id: number): string[] {
  const pickings = model.env.sudo().model('stock.picking');
  return [...pickings.table.where('sale_id', id)].map((picking) => pickings.text(picking, 'state'));
}

function linesOf(model: Model, id: number): number[] {
  return [...model.env.db.table('sale.order.line').where('order_id', id)];
}

/** `delivery_status` of 16 and later; false without a delivery (FACTS.md B, Orders). */
function deliveryStatus(model: Model, id: number): Wire {
  const states = pickingStates(model, id);
  if (states.every((state) => state === 'cancel')) return false;
  if (states.every((state) => state === 'done' || state === 'cancel')) return 'full';
  if (!states.includes('done')) return 'pending';
  const lines = model.env.sudo().model('sale.order.line');
  const carried = linesOf(model, id).some((line) => qtyDelivered(lines, line) > 0);
  return carried || model.env.caps.version === 16 ? 'partial' : 'started';
}

function orderInvoiceStatus(model: Model, id: number): string {
  if (!isConfirmed(model.env, id)) return 'no';
  const lines = model.env.sudo().model('sale.order.line');
  const states = linesOf(model, id)
    .filter((line) => !lines.text(line, 'display_type'))
    .map((line) => invoiceStatus(lines, line));
  if (states.includes('to invoice')) return 'to invoice';
  if (states.length > 0 && states.every((state) => state === 'invoiced')) return 'invoiced';
  return states.length > 0 && states.every((state) => state === 'invoiced' || state === 'upselling')
    ? 'upselling'
    : 'no';
}

/** When the first delivery was done: a date on 14, a time from 15 on. */
function effectiveDate(model: Model, id: number): Wire {
  const pickings = model.env.db.table('stock.picking');
  const done = [...pickings.where('sale_id', id)]
    .map((picking) => pickings.rows.get(picking)?.date_done)
    .filter((date) => typeof date === 'string');
  const first = done.sort()[0];
  if (first === undefined) return false;
  return model.env.caps.version === 14 ? first.slice(0, 10) : first;
}

/** The lead time counted from the confirmation, before it from now: two reads never agree (FACTS-2 D). */
function expectedDate(model: Model, id: number): Wire {
  if (model.text(id, 'state') === 'cancel') return false;
  const lines = model.env.sudo().model('sale.order.line');
  const leads = linesOf(model, id)
    .filter((line) => !lines.text(line, 'display_type'))
    .map((line) => lines.number(line, 'customer_lead'));
  if (leads.length === 0) return false;
  const from = isConfirmed(model.env, id)
    ? model.text(id, 'date_order')
    : model.env.tx.startedAt.slice(0, 19);
  const promised = Date.parse(`${from.replace(' ', 'T')}Z`) + Math.min(...leads) * DAY;
  return new Date(promised).toISOString().slice(0, 19).replace('T', ' ');
}

export const ORDER_COMPUTES: NonNullable<ModelSpec['compute']> = {
  delivery_status: deliveryStatus,
  invoice_status: orderInvoiceStatus,
  effective_date: effectiveDate,
  expected_date: expectedDate,
  delivery_count: (model, id) => pickingStates(model, id).length,
};
