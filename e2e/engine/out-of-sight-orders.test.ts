import { eq } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { categories } from '@/db/schema/catalogue';
import { links } from '@/db/schema/links';
import { orders } from '@/db/schema/orders';
import type { RunningOdoo } from '@/e2e/odoo/server';
import { addUser, SALESMAN } from '@/e2e/support/odoo-users';
import { played } from '@/e2e/support/played-on';
import { openStage, type Stage } from './stage';

let stage: Stage;
beforeEach(async () => {
  stage = await openStage();
});
afterEach(() => stage.close());

/** A confirmed order of a customer, an hour old so that nothing of it lies in the overlap of the feeds. */
async function sale(version: string) {
  let age = 60 * 60_000;
  const odoo = await stage.odoo({ version, now: () => Date.now() - age });
  const ids = await odoo.as('admin', (env) => {
    const product = env.model('product.product').create({ name: 'Mug' });
    const partner = env.model('res.partner').create({ name: 'Zoé', email: 'zoe@example.com' });
    const sell = () => {
      const order = env.model('sale.order').create({
        partner_id: partner,
        order_line: [[0, 0, { product_id: product, product_uom_qty: 1, price_unit: 10 }]],
      });
      env.model('sale.order').set(order, { state: 'sale' });
      return order;
    };
    return { partner, order: sell(), other: sell() };
  });
  const integration = await stage.join(odoo);
  await stage.run(integration);
  age = 0;
  await stage.run(integration);
  return { odoo, integration, ...ids };
}

async function here(odooId: number) {
  const [row] = await stage.runtime.db.select().from(orders).where(eq(orders.odooId, odooId));
  return row;
}

const later = (odoo: RunningOdoo, work: Parameters<RunningOdoo['as']>[1]) => odoo.as('admin', work);

describe.each(played('14.0', '19.0'))('customers of Odoo %s', (version) => {
  test('renamed, made anonymous or merged: the orders here follow, though no date of theirs moves', async () => {
    const { odoo, integration, partner, order } = await sale(version);
    expect(await here(order)).toMatchObject({ customerName: 'Zoé', customerEmail: 'zoe@example.com' });
    await later(odoo, (env) => env.model('res.partner').write([partner], { name: 'Anonyme', email: false }));
    await stage.run(integration);
    expect(await here(order)).toMatchObject({ customerName: 'Anonyme', customerEmail: null });
    await later(odoo, (env) => {
      const kept = env.model('res.partner').create({ name: 'Cliente', email: 'c@example.com' });
      const sales = env.model('sale.order');
      for (const id of sales.search([['partner_id', '=', partner]])) sales.set(id, { partner_id: kept });
      env.sudo().model('res.partner').unlink([partner]);
      env.model('res.partner').touch([kept]);
    });
    await stage.run(integration);
    expect(await here(order)).toMatchObject({ customerName: 'Cliente', customerEmail: 'c@example.com' });
  });
});

test('an order cancelled and deleted between two runs counts no more; one that is only hidden does', async () => {
  const { odoo, integration, order, other } = await sale('17.0');
  await later(odoo, (env) => env.db.hidden.set('sale.order', new Set([other])));
  await stage.run(integration);
  expect(await here(other)).toMatchObject({ status: 'confirmed' });
  await later(odoo, (env) => {
    env.model('sale.order').set(order, { state: 'cancel' });
    env.model('sale.order').unlink([order]);
  });
  await stage.run(integration);
  expect(await here(order)).toMatchObject({ status: 'cancelled', odooState: 'deleted' });
  expect(await here(other)).toMatchObject({ status: 'confirmed' });
  const calls = odoo.log.length;
  await stage.run(integration);
  const asked = odoo.log.slice(calls).filter((call) => call.model === 'sale.order' && call.method === 'read');
  expect(asked).toEqual([]);
});

test('a category that a rule hides stays here and comes back; one that is unlinked goes', async () => {
  const odoo = await stage.odoo({ version: '17.0' });
  const [hidden = 0, gone = 0] = await odoo.as('admin', (env) =>
    ['Hidden', 'Gone', 'Other', 'More', 'Last'].map((name) =>
      env.model('product.category').create({ name, parent_id: 1 }),
    ),
  );
  const integration = await stage.join(odoo);
  await stage.run(integration);
  const alive = async () => {
    const rows = await stage.runtime.db.select().from(categories);
    return rows.flatMap((row) => (row.deletedAt ? [] : row.name)).sort();
  };
  await odoo.as('admin', (env) => {
    env.db.hidden.set('product.category', new Set([hidden]));
    env.model('product.category').unlink([gone]);
  });
  await stage.run(integration);
  expect(await alive()).toEqual(expect.arrayContaining(['Hidden', 'Other']));
  expect(await alive()).not.toContain('Gone');
  const link = async () => (await stage.runtime.db.select().from(links).where(eq(links.odooId, hidden)))[0];
  expect((await link())?.outOfReachSince).not.toBeNull();
  await odoo.as('admin', (env) => {
    env.db.hidden.clear();
    env.model('product.category').write([hidden], { name: 'Shown' });
  });
  await stage.run(integration);
  expect(await alive()).toEqual(expect.arrayContaining(['Shown']));
  expect((await link())?.outOfReachSince).toBeNull();
});

test('a salesman sees his own orders alone: the run that was to bring them all says so', async () => {
  const odoo = await stage.odoo({ version: '18.0', now: () => Date.now() - 60_000 });
  await odoo.as('admin', (env) => {
    const partner = env.model('res.partner').create({ name: 'Zoé' });
    env.model('sale.order').create({ partner_id: partner, user_id: env.uid });
  });
  const apiKey = await addUser(odoo, 'vendor', SALESMAN);
  const integration = await stage.join(odoo, {}, { username: 'vendor', apiKey });
  const first = await stage.run(integration);
  expect(await stage.runtime.db.$count(orders)).toBe(0);
  expect(first.notices).toContainEqual({ code: 'own_orders_only', params: {} });
});
