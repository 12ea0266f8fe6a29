import type { LineKind } from '@/db/schema/orders';
import { finishPicking } from '@/e2e/odoo/models/stock/validate';
import type { Env } from '@/e2e/odoo/orm/env';
import type { Vals } from '@/e2e/odoo/orm/values';
import { onHand } from '../goods';
import { anyInOdoo, type Edit, inOdoo } from './edit';
import { anyShelf } from './shelf';

/** A line to be, and what it is by what was asked for. */
interface Wanted {
  readonly kind: LineKind;
  readonly vals: Vals;
}

function call(env: Env, model: string, method: string, ids: number[]): void {
  const records = env.with({ disable_cancel_warning: true }).model(model);
  records.cls.methods[method]?.run(records, ids, {});
}

/** A service of that name, made once: shipping, advances, vouchers are products of the merchant's like others. */
function service(env: Env, name: string): number {
  const products = env.model('product.product');
  const [known] = products.search([['name', '=', name]]);
  if (known !== undefined) return known;
  const { version } = env.caps;
  const template = env.model('product.template').create({
    name,
    [version >= 15 && version <= 17 ? 'detailed_type' : 'type']: 'service',
    taxes_id: [[6, 0, []]],
  });
  return products.search([['product_tmpl_id', '=', template]])[0] ?? 0;
}

/** Lines of every kind but goods and combos, by what an Odoo user does to get them. */
const EXTRAS: readonly ((env: Env, n: number) => Wanted)[] = [
  (_env, n) => ({ kind: 'section', vals: { display_type: 'line_section', name: `Partie ${n}` } }),
  (_env, n) => ({ kind: 'note', vals: { display_type: 'line_note', name: `Note ${n}` } }),
  (env) => ({ kind: 'service', vals: { product_id: service(env, 'Montage'), price_unit: 30 } }),
  (env) => ({
    kind: 'delivery',
    vals: { product_id: service(env, 'Livraison'), price_unit: 7, is_delivery: true },
  }),
  (env, n) => ({ kind: 'discount', vals: { product_id: service(env, 'Remise'), price_unit: -1 - (n % 5) } }),
  (env) => ({
    kind: 'reward',
    vals: { product_id: service(env, 'Bon'), price_unit: -4, is_reward_line: true },
  }),
  (env) => ({
    kind: 'down_payment',
    vals: { product_id: service(env, 'Acompte'), product_uom_qty: 0, price_unit: 50, is_downpayment: true },
  }),
];

/** Goods by the piece or by the dozen, with lines of other kinds between them; some are only quotations. */
const mixedOrder: Edit = async (world, n) => {
  const { dice } = world;
  const shelf = await anyShelf(world);
  if (!shelf) return null;
  return inOdoo(world, (env) => {
    const dozens = dice.hit(0.3) && onHand(env, shelf.odooId) >= 12;
    const quantity = dozens ? 1 : Math.min(dice.int(1, 3), Math.floor(onHand(env, shelf.odooId)));
    if (quantity < 1) return null;
    const unit = dozens
      ? { [env.caps.version >= 19 ? 'product_uom_id' : 'product_uom']: unitNamed(env, 'Dozens') }
      : {};
    const free = dice.hit(0.3) ? { discount: 100, is_reward_line: true } : {};
    const wanted: Wanted[] = [
      { kind: 'goods', vals: { product_id: shelf.odooId, product_uom_qty: quantity, ...unit, ...free } },
    ];
    for (let more = dice.int(1, 4); more > 0; more--) wanted.push(dice.pick(EXTRAS)(env, n));
    const id = env.model('sale.order').create({
      partner_id: env.model('res.partner').create({ name: `Cliente ${n}`, email: `cliente${n}@example.com` }),
      order_line: wanted.map(({ vals }) => [0, 0, vals]),
    });
    world.sales.set(
      id,
      wanted.map(({ kind }) => kind),
    );
    if (dice.hit(0.2)) return `odoo: quotation ${id}: ${wanted.map(({ kind }) => kind).join(', ')}`;
    call(env, 'sale.order', 'action_confirm', [id]);
    const delivered = dice.hit(0.6);
    if (delivered) {
      deliver(env, id);
      world.ledger.moved(shelf, -quantity * (dozens ? 12 : 1));
    }
    return `odoo: order ${id}${delivered ? ', delivered' : ''}: ${wanted.map(({ kind }) => kind).join(', ')}`;
  });
};

const unitNamed = (env: Env, name: string) => env.model('uom.uom').search([['name', '=', name]])[0] ?? 0;

function deliver(env: Env, order: number): void {
  const pickings = env.model('stock.picking');
  for (const picking of [...pickings.table.where('sale_id', order)]) finishPicking(pickings, picking, true);
}

/** Two goods sold as one (18+): the head costs, its goods leave the stock. */
const comboOrder: Edit = async (world, n) => {
  const shelves = [await anyShelf(world), await anyShelf(world)];
  return inOdoo(world, (env) => {
    const goods = shelves.flatMap((shelf) => (shelf && onHand(env, shelf.odooId) >= 1 ? [shelf.odooId] : []));
    if (env.caps.version < 18 || goods.length === 0) return null;
    const choices = goods.map((product_id) =>
      env.model('product.combo').create({ name: `Choix ${n}`, combo_item_ids: [[0, 0, { product_id }]] }),
    );
    const menu = env
      .model('product.template')
      .create({ name: `Menu ${n}`, type: 'combo', list_price: 20, combo_ids: [[6, 0, choices]] });
    const [head = 0] = env.model('product.product').search([['product_tmpl_id', '=', menu]]);
    const partner = env.model('res.partner').create({ name: `Convive ${n}` });
    const orders = env.model('sale.order');
    const id = orders.create({
      partner_id: partner,
      order_line: [[0, 0, { product_id: head, product_uom_qty: 1 }]],
    });
    const lines = env.model('sale.order.line');
    const [first = 0] = lines.search([['order_id', '=', id]]);
    for (const [at, product_id] of goods.entries()) {
      const [item = 0] = env.model('product.combo.item').search([['combo_id', '=', choices[at] ?? 0]]);
      lines.create({ order_id: id, product_id, combo_item_id: item, linked_line_id: first });
    }
    world.sales.set(id, ['combo', ...goods.map(() => 'goods' as const)]);
    call(env, 'sale.order', 'action_confirm', [id]);
    return `odoo: order ${id} of combo ${menu} with ${goods.join(', ')}`;
  });
};

/** What was delivered comes back into the warehouse. */
const giveBack: Edit = (world) =>
  inOdoo(world, (env) => {
    const pickings = env.model('stock.picking');
    const moves = env.model('stock.move');
    const done = pickings
      .search(
        [
          ['state', '=', 'done'],
          ['sale_id', '!=', false],
        ],
        { order: 'id' },
      )
      .filter((id) => outgoing(env, id));
    if (done.length === 0) return null;
    const picking = world.dice.pick(done);
    const order = pickings.one(picking, 'sale_id') ?? 0;
    const before = [...moves.table.where('picking_id', picking)].map(
      (id) => moves.one(id, 'product_id') ?? 0,
    );
    const count = new Map(before.map((id) => [id, onHand(env, id)]));
    const wizard = env.model('stock.return.picking').create({ picking_id: picking });
    call(env, 'stock.return.picking', env.caps.version >= 18 ? 'action_create_returns' : 'create_returns', [
      wizard,
    ]);
    deliver(env, order);
    for (const [id, quantity] of count) world.ledger.movedInOdoo(id, onHand(env, id) - quantity);
    return `odoo: picking ${picking} of order ${order} came back`;
  });

/** Goods that left and have not been given back yet. */
function outgoing(env: Env, picking: number): boolean {
  const moves = env.model('stock.move');
  const own = [...moves.table.where('picking_id', picking)];
  const returned = own.some((id) => moves.table.where('origin_returned_move_id', id).size > 0);
  return !returned && own.length > 0 && own.every((id) => !moves.get(id, 'origin_returned_move_id'));
}

/** A customer gets another name, or turns out to be another one: neither moves a date of an order. */
const editContact: Edit = (world, n) =>
  inOdoo(world, (env) => {
    const order = anyInOdoo(world, env, 'sale.order', []);
    if (order === undefined) return null;
    const orders = env.model('sale.order');
    const partner = orders.one(order, 'partner_id') ?? 0;
    if (world.dice.hit(0.5)) {
      env.model('res.partner').write([partner], { name: `Renommée ${n}`, email: false });
      return `odoo: contact ${partner} is "Renommée ${n}"`;
    }
    const kept = env.model('res.partner').create({ name: `Gardée ${n}`, email: `gardee${n}@example.com` });
    for (const id of orders.search([['partner_id', '=', partner]])) orders.set(id, { partner_id: kept });
    env.sudo().model('res.partner').unlink([partner]);
    env.model('res.partner').touch([kept]);
    return `odoo: contact ${partner} is merged into ${kept}`;
  });

/** Quotations and cancelled orders may be deleted. */
const deleteOrder: Edit = (world) =>
  inOdoo(world, (env) => {
    const orders = env.model('sale.order');
    const open = orders
      .search([['state', 'in', ['draft', 'sale', 'cancel']]], { order: 'id' })
      .filter((id) =>
        [...env.model('stock.picking').table.where('sale_id', id)].every((one) => undone(env, one)),
      );
    if (open.length === 0) return null;
    const id = world.dice.pick(open);
    call(env, 'sale.order', 'action_cancel', [id]);
    orders.unlink([id]);
    world.sales.delete(id);
    return `odoo: sale ${id} cancelled and deleted`;
  });

const undone = (env: Env, picking: number) => env.model('stock.picking').text(picking, 'state') !== 'done';

export const EDITS_OF_ORDERS: readonly Edit[] = [
  mixedOrder,
  mixedOrder,
  comboOrder,
  giveBack,
  editContact,
  deleteOrder,
];
