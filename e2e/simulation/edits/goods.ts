import { and, eq } from 'drizzle-orm';
import { stockLevels } from '@/db/schema/catalogue';
import { finishPicking } from '@/e2e/odoo/models/stock/validate';
import type { Env } from '@/e2e/odoo/orm/env';
import { setStock } from '@/lib/catalogue/stock/set-stock';
import { onHand } from '../goods';
import type { World } from '../world';
import { type Edit, inOdoo } from './edit';
import { EDITS_OF_ORDERS } from './orders-odoo';
import { anyShelf } from './shelf';

/** Plenty comes in and little goes out, so that nobody sells what is not there. */
const difference = ({ dice }: World) => (dice.hit(0.4) ? dice.int(30, 60) : -dice.int(1, 4));

const countHere: Edit = async (world) => {
  const shelf = await anyShelf(world);
  if (!shelf) return null;
  const [level] = await world.runtime.db
    .select()
    .from(stockLevels)
    .where(and(eq(stockLevels.productId, shelf.localId), eq(stockLevels.warehouseId, shelf.warehouseId)));
  const before = Number(level?.quantity ?? 0);
  // A house that was cleared out has nothing to take off.
  const change = before < 5 || world.houseClosed ? world.dice.int(30, 60) : difference(world);
  await setStock(world.runtime.ctx, shelf.localId, {
    warehouse_id: shelf.warehouseId,
    quantity: String(before + change),
  });
  world.ledger.moved(shelf, change);
  return `here: stock of ${shelf.localId} ${before} → ${before + change}`;
};

const countInOdoo: Edit = async (world) => {
  const shelf = await anyShelf(world);
  if (!shelf) return null;
  return inOdoo(world, (env) => {
    const before = onHand(env, shelf.odooId);
    const change = before < 5 ? world.dice.int(30, 60) : difference(world);
    const field = env.caps.version >= 15 ? 'inventory_quantity_auto_apply' : 'inventory_quantity';
    env
      .with({ inventory_mode: true })
      .model('stock.quant')
      .create({ product_id: shelf.odooId, location_id: stockLocation(env), [field]: before + change });
    world.ledger.moved(shelf, change);
    return `odoo: count of product.product,${shelf.odooId} ${before} → ${before + change}`;
  });
};

const stockLocation = (env: Env) => env.model('stock.warehouse').one(1, 'lot_stock_id') ?? 0;

const sellInOdoo: Edit = async (world, n) => {
  const shelf = await anyShelf(world);
  if (!shelf) return null;
  return inOdoo(world, (env) => {
    const quantity = Math.min(world.dice.int(1, 3), Math.floor(onHand(env, shelf.odooId)));
    if (quantity < 1) return null;
    const orders = env.model('sale.order');
    const id = orders.create({
      partner_id: env.model('res.partner').create({ name: `Client ${n}`, email: `client${n}@example.com` }),
      order_line: [[0, 0, { product_id: shelf.odooId, product_uom_qty: quantity, price_unit: 10 + (n % 7) }]],
    });
    orders.cls.methods.action_confirm?.run(orders, [id], {});
    const delivered = world.dice.hit(0.7);
    if (delivered) deliver(env, id);
    if (delivered) world.ledger.moved(shelf, -quantity);
    return `odoo: sale ${id} of ${quantity} × product.product,${shelf.odooId}${delivered ? ', delivered' : ''}`;
  });
};

function deliver(env: Env, order: number): void {
  const pickings = env.model('stock.picking');
  for (const picking of [...pickings.table.where('sale_id', order)]) finishPicking(pickings, picking, true);
}

/** A quotation's quantity is changed, or an order is given up. Neither moves goods. */
const changeOrder: Edit = async (world, n) =>
  inOdoo(world, (env) => {
    const orders = env.model('sale.order');
    const open = orders
      .search([['state', '=', 'sale']], { order: 'id' })
      .filter((id) => [...env.model('stock.picking').table.where('sale_id', id)].every(isOpenIn(env)));
    if (open.length === 0) return null;
    const id = world.dice.pick(open);
    if (world.dice.hit(0.5)) {
      const [line] = env.model('sale.order.line').search([['order_id', '=', id]]);
      if (line === undefined) return null;
      env.model('sale.order.line').write([line], { price_unit: 20 + (n % 9) });
      return `odoo: another price on sale ${id}`;
    }
    const asked = orders.with({ disable_cancel_warning: true });
    asked.cls.methods.action_cancel?.run(asked, [id], {});
    return `odoo: sale ${id} cancelled`;
  });

const isOpenIn = (env: Env) => (picking: number) =>
  env.model('stock.picking').text(picking, 'state') !== 'done';

export const GOODS_HERE: readonly Edit[] = [countHere, countHere, countHere];
export const GOODS_IN_ODOO: readonly Edit[] = [
  countInOdoo,
  countInOdoo,
  countInOdoo,
  sellInOdoo,
  sellInOdoo,
  changeOrder,
  ...EDITS_OF_ORDERS,
];
