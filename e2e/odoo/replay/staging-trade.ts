import type { Env } from '../orm/env';
import { isRecord, type Vals, type Wire } from '../orm/values';
import { storable } from '../storable';
import type { Binder } from './binder';
import type { Case } from './cases';

interface Stage {
  readonly env: Env;
  readonly binder: Binder;
  readonly one: Case;
  readonly cases: readonly Case[];
}

/** Makes what the recorder made out of sight for stock, orders and automations, and binds the ids the calls name. */
export function stageTrade(
  env: Env,
  binder: Binder,
  area: string,
  index: number,
  cases: readonly Case[],
): void {
  const one = cases[index];
  if (one?.call === undefined) return;
  const stage = { env, binder, one, cases };
  if (area === '08-stock') STOCK[one.step]?.(stage);
  if (area === '08-lots') LOTS[one.step]?.(stage);
  if (area === '08-qty-available-write' && index === 0) writtenQuantity(stage);
  if (area === '09-orders') ORDERS[one.step]?.(stage);
  if (area.startsWith('14-')) automated(stage);
}

type Step = (stage: Stage) => void;

/** The id a call names first, in `write([id])`, `create({field: id})` or a domain `[[field, in, [id]]]`. */
function named(one: Case, field?: string): number {
  const first = one.call?.args[0];
  if (isRecord(first)) return Number(first[field ?? ''] ?? 0);
  const inner = Array.isArray(first) ? first[0] : first;
  if (!Array.isArray(inner)) return Number(inner);
  return Number(Array.isArray(inner[2]) ? inner[2][0] : inner[2]);
}

function make(env: Env, name: string, more: Vals = {}): number {
  return variantOf(env, env.model('product.template').create({ name, ...storable(env), ...more }));
}

function unstored(env: Env, name: string, type: 'consu' | 'service', more: Vals = {}): number {
  const field = env.caps.storable === 'detailed_type' ? 'detailed_type' : 'type';
  return variantOf(env, env.model('product.template').create({ name, [field]: type, ...more }));
}

function variantOf(env: Env, template: number): number {
  return [...env.db.table('product.product').where('product_tmpl_id', template)][0] ?? 0;
}

function latest(env: Env, name: string): number {
  return variantOf(env, [...env.db.table('product.template').where('name', name)].at(-1) ?? 0);
}

const product = (stage: Stage, ours: number, field = 'product_id'): void => {
  stage.binder.bind('product.product', named(stage.one, field), ours);
};

const STOCK: Record<string, Step> = {
  'quants of a product never in stock': (stage) => product(stage, latest(stage.env, 'CT Stocked')),
  'another product: count 6': (stage) => product(stage, make(stage.env, 'CT Zero')),
  'create with inventory_quantity 0 where 6 are in stock': ({ env }) =>
    setOnHand(env, latest(env, 'CT Zero'), 6),
  'inventory_quantity_auto_apply 0 written where 6 are in stock': ({ env }) =>
    setOnHand(env, latest(env, 'CT Zero'), 6),
  'a second product: count 10': (stage) => product(stage, make(stage.env, 'CT Conflict')),
  'quant of a consumable': (stage) => product(stage, unstored(stage.env, 'CT Consumable', 'consu')),
  'quant of a service': (stage) => product(stage, unstored(stage.env, 'CT Service', 'service')),
};

const LOTS: Record<string, Step> = {
  'adjust without a lot': (stage) => product(stage, latest(stage.env, 'CT By lot')),
  'a serial number': (stage) => product(stage, latest(stage.env, 'CT By serial')),
};

function writtenQuantity({ env, binder, one, cases }: Stage): void {
  const made = make(env, 'CT Written qty');
  binder.bind('product.product', named(one), made);
  const written = cases.find(
    (other) => other.call?.model === 'product.template' && other.call.method === 'write',
  );
  const template = env.db.table('product.product').rows.get(made)?.product_tmpl_id;
  if (written !== undefined) binder.bind('product.template', named(written), Number(template));
}

const ORDERS: Record<string, Step> = {
  'a company': ({ env, binder, one }) => {
    const vals = one.call?.args[0];
    const america = env.model('res.country').search([['code', '=', 'US']])[0] ?? 0;
    const state = env
      .model('res.country.state')
      .create({ name: 'California', code: 'CA', country_id: america });
    binder.bind('res.country', Number(isRecord(vals) ? vals.country_id : 0), america);
    binder.bind('res.country.state', Number(isRecord(vals) ? vals.state_id : 0), state);
  },
  'an order: goods, goods at an own price, service, section, note': goods,
  commitment_date: edited,
  'the moves of the delivery': bindMoves,
  'a second order of 4, confirmed': ({ env, binder, one }) => {
    binder.bind('sale.order', named(one), orderOf(env, 4));
  },
  '1 of 4 done': ({ env, binder, one, cases }) => {
    const [picking, move] = lastDelivery(env);
    binder.bind('stock.move', named(one), move);
    const validated = cases.find((other) => other.step === 'button_validate of a part');
    if (validated !== undefined) binder.bind('stock.picking', named(validated), picking);
  },
  'a whole delivery with the done quantity set before': ({ env, binder, one }) => {
    confirmed(env, 2);
    const [picking, move] = lastDelivery(env);
    const { version } = env.caps;
    env
      .model('stock.move')
      .write([move], version >= 17 ? { quantity: 2, picked: true } : { quantity_done: 2 });
    binder.bind('stock.picking', named(one), picking);
  },
  'button_validate with skip_immediate and skip_backorder, nothing entered': ({ env, binder, one }) => {
    confirmed(env, 1);
    binder.bind('stock.picking', named(one), lastDelivery(env)[0]);
  },
  'cancel a quotation': ({ env, binder, one }) => {
    binder.bind('sale.order', named(one), orderOf(env, 1));
  },
  'confirm an order dated 2024': ({ env, binder, one }) => {
    binder.bind('sale.order', named(one), orderOf(env, 1, { date_order: '2024-03-01 12:00:00' }));
  },
};

/** Two products: goods of which 50 lie in stock, and a service. */
function goods({ env, binder, one }: Stage): void {
  const vals = one.call?.args[0];
  const lines = isRecord(vals) && Array.isArray(vals.order_line) ? vals.order_line : [];
  const ids = lines.map((line) =>
    Array.isArray(line) && isRecord(line[2]) ? Number(line[2].product_id ?? 0) : 0,
  );
  const untaxed: Vals = { taxes_id: [[6, 0, []]] };
  const ordered = make(env, 'CT Ordered', { default_code: 'CT-ORD', list_price: 100, ...untaxed });
  binder.bind('product.product', ids[0] ?? 0, ordered);
  binder.bind(
    'product.product',
    ids[2] ?? 0,
    unstored(env, 'CT Shipping', 'service', { list_price: 9, ...untaxed }),
  );
  setOnHand(env, ordered, 50);
}

/** Stock of the first warehouse, counted and applied in one go. */
function setOnHand(env: Env, ours: number, quantity: number): void {
  const counted = env.caps.version === 14 ? 'inventory_quantity' : 'inventory_quantity_auto_apply';
  const stock = env.model('stock.warehouse').one(1, 'lot_stock_id') ?? 0;
  const quants = env.with({ inventory_mode: true }).model('stock.quant');
  quants.create({ product_id: ours, location_id: stock, [counted]: quantity });
}

/** What the write_date cases left of the first order. */
function edited({ env, binder, one }: Stage): void {
  const lines = env.model('sale.order.line');
  const order = binder.ours('sale.order', named(one));
  const first = [...lines.table.where('order_id', order)].sort((a, b) => a - b)[0] ?? 0;
  lines.write([first], { product_uom_qty: 4, name: 'CT third text' });
  env.model('sale.order').write([order], { client_order_ref: 'CT-WEB-1b' });
  lines.create({ order_id: order, product_id: latest(env, 'CT Ordered'), product_uom_qty: 1 });
}

/** Up to 15 the delivery does not name its moves. */
function bindMoves({ env, binder, one }: Stage): void {
  const ids = one.call?.args[0];
  const moves = env.db.table('stock.move');
  const ours = [...moves.where('picking_id', lastDelivery(env)[0])].sort((a, b) => a - b);
  if (Array.isArray(ids))
    for (const [at, id] of ids.entries()) binder.bind('stock.move', Number(id), ours[at] ?? 0);
}

function orderOf(env: Env, quantity: number, more: Vals = {}): number {
  const partner = [...env.db.table('res.partner').where('name', 'CT Customer Ltd')][0] ?? 0;
  const line = { product_id: latest(env, 'CT Ordered'), product_uom_qty: quantity };
  return env.model('sale.order').create({ partner_id: partner, order_line: [[0, 0, line]], ...more });
}

function confirmed(env: Env, quantity: number): void {
  const orders = env.model('sale.order');
  orders.cls.methods.action_confirm?.run(orders, [orderOf(env, quantity)], {});
}

function lastDelivery(env: Env): [picking: number, move: number] {
  const picking = env.db.table('stock.picking').lastId;
  return [picking, [...env.db.table('stock.move').where('picking_id', picking)][0] ?? 0];
}

/** Products and actions that the cases of automations write to. */
function automated({ env, binder, one }: Stage): void {
  const { model, method } = one.call ?? {};
  const ids: Wire = one.call?.args[0];
  if (!Array.isArray(ids) || method === 'create' || method === 'search_read') return;
  for (const id of ids.map(Number)) {
    if (!Number.isInteger(id) || binder.known(String(model), id) !== undefined) continue;
    if (model === 'product.template') binder.bind(model, id, env.model(model).create({ name: 'CT Code' }));
    if (model === 'ir.actions.server') binder.bind(model, id, env.db.table(model).lastId);
  }
}
