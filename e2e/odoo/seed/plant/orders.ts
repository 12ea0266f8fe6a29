import { setDemand } from '../../models/stock/move';
import { finishPicking } from '../../models/stock/validate';
import { Env } from '../../orm/env';
import type { PlannedOrder, ShopPlan } from '../plan';
import type { BySku } from './catalogue';
import type { CompanyIds } from './company';

const HOUR = 3_600_000;

/** Customers by key. */
export function plantCustomers(env: Env, plan: ShopPlan): Map<string, number> {
  const model = env.model('res.partner');
  const france = env.model('res.country').search([['code', '=', 'FR']])[0] ?? false;
  return new Map(
    plan.customers.map(({ key, isCompany, vat, ...address }) => [
      key,
      model.create({
        ...address,
        is_company: isCompany,
        vat: vat ?? false,
        country_id: france,
        customer_rank: 1,
      }),
    ]),
  );
}

/** Orders in the order of their dates, each in a transaction of its own time, as if the year had passed. */
export function plantOrders(
  env: Env,
  plan: ShopPlan,
  bySku: BySku,
  company: CompanyIds,
  customers: ReadonlyMap<string, number>,
): void {
  for (const order of plan.orders) {
    const at = inTime(env, order.date, 0);
    const id = plantOrder(at, order, bySku, company, customers);
    if (order.state !== 'sale' || order.delivery === 'none') continue;
    deliver(inTime(env, order.date, 3 + (id % 60)), id, order.delivery === 'partial');
  }
}

function plantOrder(
  env: Env,
  order: PlannedOrder,
  bySku: BySku,
  company: CompanyIds,
  customers: ReadonlyMap<string, number>,
): number {
  const orders = env.model('sale.order');
  const id = orders.create({
    partner_id: customers.get(order.customer) ?? 1,
    date_order: order.date,
    client_order_ref: order.reference ?? false,
    origin: order.reference === null ? false : 'Boutique en ligne',
    warehouse_id: company.warehouses[order.warehouse],
    order_line: order.lines.map((line) => [
      0,
      0,
      { product_id: bySku.get(line.sku) ?? 0, product_uom_qty: line.quantity, discount: line.discount },
    ]),
  });
  if (order.state === 'sale') run(env, id, 'action_confirm');
  else orders.set(id, { state: order.state });
  if (order.locked) run(env, id, env.caps.version >= 17 ? 'action_lock' : 'action_done');
  return id;
}

/** The parcel leaves; part of it stays behind for a backorder when asked. */
function deliver(env: Env, order: number, partly: boolean): void {
  const pickings = env.model('stock.picking');
  const moves = env.model('stock.move');
  for (const picking of [...pickings.table.where('sale_id', order)]) {
    const open = [...moves.table.where('picking_id', picking)];
    const first = open[0];
    if (partly && first !== undefined && moves.number(first, 'product_uom_qty') > 1) {
      const [field, more] = env.caps.version >= 17 ? ['quantity', { picked: true }] : ['quantity_done', {}];
      for (const move of open)
        moves.write([move], { [field]: Math.ceil(moves.number(move, 'product_uom_qty') / 2), ...more });
    }
    if (open.every((move) => moves.number(move, 'product_uom_qty') > 0))
      finishPicking(pickings, picking, true);
    else for (const move of open) setDemand(moves, move, 0);
  }
}

function run(env: Env, id: number, method: string): void {
  const model = env.model('sale.order');
  model.cls.methods[method]?.run(model, [id], {});
}

/** The same database some hours after a date, never later than now. */
function inTime(env: Env, date: string, hours: number): Env {
  const then = new Date(Date.parse(`${date.replace(' ', 'T')}Z`) + hours * HOUR).toISOString();
  const stamp = `${then.slice(0, 10)} ${then.slice(11, 19)}.000000`;
  const startedAt = stamp < env.tx.startedAt ? stamp : env.tx.startedAt;
  return new Env(env.db, env.db.begin(startedAt), env.uid, {}, true);
}
