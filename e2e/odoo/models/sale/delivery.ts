import type { Env } from '../../orm/env';
import type { Vals } from '../../orm/values';
import { cancelMoves, confirmMoves, isOpen, setDemand } from '../stock/move';
import { tidy } from '../stock/quant-store';
import { qtyDelivered, unitsPerLineUnit } from './line-status';

/** Services and the heads of combos are not (FACTS-2 B, Orders). */
export function isDelivered(env: Env, product: number): boolean {
  return !['service', 'combo'].includes(env.sudo().model('product.product').text(product, 'type'));
}

/** Makes (or brings up to date) the delivery of lines of a confirmed order, in the product's own unit. */
export function deliver(env: Env, order: number, lineIds: readonly number[]): void {
  const sudo = env.sudo();
  const lines = sudo.model('sale.order.line');
  const moves = sudo.model('stock.move');
  const missing: { line: number; quantity: number }[] = [];
  for (const line of lineIds) {
    const product = lines.one(line, 'product_id');
    if (product === undefined || !isDelivered(env, product)) continue;
    const due = lines.number(line, 'product_uom_qty') - qtyDelivered(lines, line);
    const wanted = tidy(due * unitsPerLineUnit(lines, line));
    const open = [...moves.table.where('sale_line_id', line)].find((move) => isOpen(moves, move));
    if (open !== undefined) setDemand(moves, open, wanted);
    else if (wanted > 0) missing.push({ line, quantity: wanted });
  }
  if (missing.length > 0) addMoves(sudo, order, missing);
}

export function cancelDeliveries(env: Env, order: number): void {
  const pickings = env.db.table('stock.picking');
  const moves = env.sudo().model('stock.move');
  for (const picking of pickings.where('sale_id', order)) {
    cancelMoves(moves, [...moves.table.where('picking_id', picking)]);
    env.sudo().model('stock.picking').touch([picking]);
  }
}

function addMoves(env: Env, order: number, missing: readonly { line: number; quantity: number }[]): void {
  const lines = env.model('sale.order.line');
  const moves = env.model('stock.move');
  const picking = openPicking(env, order);
  const pickings = env.model('stock.picking');
  const group: Vals = env.caps.version <= 18 ? { group_id: pickings.get(picking, 'group_id') } : {};
  const ids = missing.map(({ line, quantity }) => {
    const product = lines.one(line, 'product_id') ?? 0;
    const named: Vals =
      env.caps.version <= 18 ? { name: env.model('product.product').displayName(product) } : {};
    return moves.create({
      ...named,
      ...group,
      product_id: product,
      product_uom_qty: quantity,
      picking_id: picking,
      sale_line_id: line,
      origin: pickings.get(picking, 'origin'),
    });
  });
  confirmMoves(moves, ids);
}

/** The delivery still under way, or a new one. On 18 its origin names the customer's reference too. */
function openPicking(env: Env, order: number): number {
  const pickings = env.model('stock.picking');
  const open = [...pickings.table.where('sale_id', order)].find(
    (id) => !['done', 'cancel'].includes(pickings.text(id, 'state')),
  );
  if (open !== undefined) return open;
  const orders = env.model('sale.order');
  const warehouse = orders.one(order, 'warehouse_id') ?? 1;
  const reference = orders.text(order, 'client_order_ref');
  const name = orders.text(order, 'name');
  const date = orders.get(order, 'commitment_date') || orders.get(order, 'date_order');
  return pickings.create({
    picking_type_id: env.model('stock.warehouse').get(warehouse, 'out_type_id'),
    location_id: env.model('stock.warehouse').get(warehouse, 'lot_stock_id'),
    partner_id: orders.get(order, 'partner_shipping_id'),
    origin: env.caps.version === 18 && reference !== '' ? `${name} - ${reference}` : name,
    sale_id: order,
    scheduled_date: date,
    date_deadline: date,
    ...(env.caps.version <= 18
      ? { group_id: env.model('procurement.group').create({ name, sale_id: order }) }
      : {}),
  });
}
