import type { Database } from '../orm/database';
import { Env } from '../orm/env';
import { isRecord } from '../orm/values';
import { ADMIN } from '../server';
import { storable } from '../storable';
import type { Binder } from './binder';
import type { Case } from './cases';
import { stageTrade } from './staging-trade';

/** API keys by the name the recordings give them. */
export const apiKeys = new Map<string, string>();

/** Does what the recorder did to the servers without a recorded call. */
export async function betweenCases(
  db: Database,
  binder: Binder,
  area: string,
  index: number,
  cases: readonly Case[],
): Promise<void> {
  const one = cases[index];
  if (!one) return;
  const env = new Env(db, db.begin(), ADMIN, {}, true);
  keysOf(db, env, one);
  stageTrade(env, binder, area, index, cases);
  if (area === '10-archive-delete') archive(env, binder, index, cases);
  if (area === '11-load' && index === 0) env.model('product.category').create({ name: 'CT Load' });
  if (one.step === 'load an archived one') {
    const loaded = env.model('product.template');
    loaded.write(loaded.search([['default_code', '=', 'CT-L1']]), { active: false });
  }
  if (area === '12-write-date') writeDates(env, binder, one, index);
  if (area === '13-wire' && one.step === 'the text after these') {
    const made = env.model('product.template').create({ name: 'CT Wire', description_sale: 'aboomb' });
    binder.bind('product.template', firstId(one), made);
  }
}

function keysOf(db: Database, env: Env, one: Case): void {
  const keys = env.model('res.users.apikeys');
  if (one.step.startsWith('API keys made') && isRecord(one.observed) && Array.isArray(one.observed.keys)) {
    for (const name of one.observed.keys.map(String)) {
      const login = name.startsWith('pm_') ? name : 'admin';
      const key = `${name}-key`.padEnd(40, '0');
      apiKeys.set(name, key);
      const scope = name === 'noscope' ? false : name === 'otherscope' ? 'other' : 'rpc';
      keys.create({
        name: `CT ${name}`,
        user_id: userOf(db, login),
        scope,
        key,
        expiration_date: expiryOf(env, name),
      });
    }
    db.table('res.users').set(env.tx.journal, userOf(db, 'pm_totp'), 'totp_secret', true);
  }
  if (one.step.startsWith('identity check with the password')) {
    for (const id of [...keys.table.where('user_id', userOf(db, 'pm_revoked'))])
      keys.table.delete(env.tx.journal, id);
  }
}

/** 18 and 19 give keys an end; one was made past it, one without. */
function expiryOf(env: Env, name: string): string | false {
  if (env.caps.version < 18 || name === 'persistent') return false;
  return name === 'expired' ? '2020-01-01 00:00:00' : '2099-01-01 00:00:00';
}

/** The first id a recorded call is about. */
function firstId(one: Case | undefined): number {
  const [ids] = one?.call?.args ?? [];
  const first = Array.isArray(ids) ? ids[0] : ids;
  if (Array.isArray(first)) return Number(Array.isArray(first[2]) ? first[2][0] : first[2]);
  return Number(first);
}

/** Area 10 begins with a product of three variants and later asks about five products made out of sight. */
function archive(env: Env, binder: Binder, index: number, cases: readonly Case[]): void {
  const templates = env.model('product.template');
  if (index === 0) {
    const attribute = env.model('product.attribute').create({
      name: 'CT Arch',
      value_ids: [1, 2, 3].map((value) => [0, 0, { name: `CT ${value}` }]),
    });
    const values = env.model('product.attribute').many(attribute, 'value_ids');
    const made = templates.create({
      name: 'CT Archived',
      ...storable(env),
      attribute_line_ids: [[0, 0, { attribute_id: attribute, value_ids: [[6, 0, values]] }]],
    });
    binder.bind('product.template', firstId(cases[1]), made);
    templates.many(made, 'product_variant_ids').forEach((variant, at) => {
      binder.bind('product.product', firstId(cases[0]) + at, variant);
    });
  }
  if (cases[index]?.step !== 'delete an unused template') return;
  const first = firstId(cases[index]);
  const made = templates.create(
    ['unused', 'only variant', 'quoted', 'moved', 'left'].map((name) => ({
      name: `CT ${name}`,
      ...storable(env),
    })),
  );
  made.forEach((id, at) => {
    binder.bind('product.template', first + at, id);
    binder.bind(
      'product.product',
      firstId(cases[index + 1]) + at,
      templates.many(id, 'product_variant_ids')[0] ?? 0,
    );
  });
  const variantOf = (at: number): number => templates.many(made[at] ?? 0, 'product_variant_ids')[0] ?? 0;
  env
    .model('sale.order')
    .create({ partner_id: 4, order_line: [[0, 0, { product_id: variantOf(2), product_uom_qty: 1 }]] });
  const quants = env.with({ inventory_mode: true }).model('stock.quant');
  const [warehouse] = env.model('stock.warehouse').search([]);
  const location = env.model('stock.warehouse').one(warehouse ?? 0, 'lot_stock_id');
  const counted = env.caps.version === 14 ? 'inventory_quantity' : 'inventory_quantity_auto_apply';
  quants.create({ product_id: variantOf(3), location_id: location, [counted]: 3 });
}

function writeDates(env: Env, binder: Binder, one: Case, index: number): void {
  const templates = env.model('product.template');
  if (index === 0) binder.bind('product.template', firstId(one), templates.create({ name: 'CT Dated' }));
  if (one.step !== "order 'write_date, id'") return;
  const domain = one.call?.args[0];
  const leaf = Array.isArray(domain) ? domain[0] : undefined;
  const recorded = Array.isArray(leaf) && Array.isArray(leaf[2]) ? leaf[2] : [];
  const made = templates.create(recorded.map((_id, at) => ({ name: `CT Dated ${at}` })));
  recorded.forEach((id, at) => {
    binder.bind('product.template', Number(id), made[at] ?? 0);
  });
}

function userOf(db: Database, login: string): number {
  return [...db.table('res.users').where('login', login)][0] ?? 0;
}
