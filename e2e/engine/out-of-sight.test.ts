import { and, eq, inArray } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { products } from '@/db/schema/catalogue';
import { outbox } from '@/db/schema/feeds';
import { links } from '@/db/schema/links';
import { runChanges } from '@/db/schema/runs';
import type { RunningOdoo } from '@/e2e/odoo/server';
import { storable } from '@/e2e/odoo/storable';
import { played } from '@/e2e/support/played-on';
import { createProduct } from '@/lib/catalogue/products/create-product';
import { getProduct } from '@/lib/catalogue/products/get-product';
import { updateProduct } from '@/lib/catalogue/products/update-product';
import { setStock } from '@/lib/catalogue/stock/set-stock';
import { openStage, type Stage } from './stage';

let stage: Stage;
beforeEach(async () => {
  stage = await openStage();
});
afterEach(() => stage.close());

const WRITES = new Set(['create', 'write', 'unlink', 'load']);

const mug = (odoo: RunningOdoo) =>
  odoo.as('admin', (env) =>
    env
      .model('product.template')
      .create({ name: 'Mug', list_price: 10, taxes_id: [[6, 0, []]], ...storable(env) }),
  );

async function here(title = 'Mug') {
  const rows = await stage.runtime.db.select().from(products).where(eq(products.title, title));
  expect(rows).toHaveLength(1);
  const [row] = rows;
  if (!row) throw new Error('not here');
  const view = await getProduct(stage.runtime.ctx, row.id);
  return { ...view, state: view.sync[0]?.state, since: view.sync[0]?.out_of_reach_since };
}

const touch = (odoo: RunningOdoo, id: number, vals: Record<string, string | number | boolean>) =>
  odoo.as('admin', (env) => env.model('product.template').write([id], vals));

describe.each(played('14.0', '17.0', '19.0'))('a product given to another company of Odoo %s', (version) => {
  test('is out of reach, is left alone, and comes back as itself', async () => {
    const odoo = await stage.odoo({ version });
    const id = await mug(odoo);
    const integration = await stage.join(odoo);
    expect(await stage.run(integration)).toMatchObject({ status: 'succeeded' });
    const before = await here();
    const other = await odoo.as('admin', (env) => env.model('res.company').create({ name: 'Other' }));
    await touch(odoo, id, { company_id: other });

    expect(await stage.run(integration)).toMatchObject({ status: 'succeeded' });
    expect(await here()).toMatchObject({ id: before.id, state: 'out_of_reach', deleted_at: null });
    const { since } = await here();

    await updateProduct(stage.runtime.ctx, before.id, { description: 'Typed meanwhile' });
    await setStock(stage.runtime.ctx, before.id, { quantity: '4' });
    const calls = odoo.log.length;
    expect(await stage.run(integration)).toMatchObject({ status: 'succeeded' });
    expect(await stage.run(integration, { mode: 'full' })).toMatchObject({ status: 'succeeded' });
    expect(odoo.log.slice(calls).filter((call) => WRITES.has(call.method))).toEqual([]);
    expect(await here()).toMatchObject({ state: 'out_of_reach', since, deleted_at: null });
    expect(await stage.runtime.db.select({ kind: outbox.kind }).from(outbox)).toHaveLength(2);

    await touch(odoo, id, { company_id: false, list_price: 12 });
    expect(await stage.run(integration)).toMatchObject({ status: 'succeeded' });
    expect(await here()).toMatchObject({ id: before.id, price: '12.00', state: 'synced', since: null });
    await odoo.as('admin', (env) => {
      expect(env.model('product.template').text(id, 'description_sale')).toBe('Typed meanwhile');
      expect(env.model('product.template').number(id, 'qty_available')).toBe(4);
    });
    const again = await stage.run(integration, { mode: 'full' });
    expect(await stage.runtime.db.select().from(runChanges).where(eq(runChanges.runId, again.id))).toEqual(
      [],
    );
  });
});

test('a product that a rule hides, without any date moving, comes back with what changed meanwhile', async () => {
  const odoo = await stage.odoo({ version: '17.0' });
  const id = await mug(odoo);
  const other = await odoo.as('admin', (env) => env.model('product.template').create({ name: 'Bowl' }));
  const integration = await stage.join(odoo);
  await stage.run(integration);
  const variants = await odoo.as('admin', (env) =>
    env.model('product.template').many(id, 'product_variant_ids'),
  );
  const hide = (ids: readonly number[]) =>
    odoo.as('admin', (env) => {
      env.db.hidden.set('product.template', new Set(ids.length > 0 ? [id] : []));
      env.db.hidden.set('product.product', new Set(ids));
    });
  await hide(variants);
  await stage.run(integration);
  expect(await here()).toMatchObject({ state: 'out_of_reach' });
  await odoo.as('admin', (env) => {
    const sudo = env.sudo();
    sudo.model('product.template').set(id, { list_price: 15 });
    const [location] = sudo.model('stock.location').search([['complete_name', '=', 'WH/Stock']]);
    sudo
      .model('stock.quant')
      .create({ product_id: variants[0] ?? 0, location_id: location ?? 0, quantity: 6 });
  });
  await stage.run(integration);
  // One is really gone at the same time: the hidden one keeps nobody from being told so.
  await odoo.as('admin', (env) => env.model('product.template').unlink([other]));
  await stage.run(integration);
  expect(await here('Bowl')).toMatchObject({ state: 'deleted_in_odoo' });
  expect(await here()).toMatchObject({ state: 'out_of_reach', deleted_at: null, price: '10.00' });
  await hide([]);
  await stage.run(integration);
  expect(await here()).toMatchObject({ state: 'synced', price: '15.00', stock_quantity: '6' });
});

test('unlinked while out of reach: deleted here once Odoo says so', async () => {
  const odoo = await stage.odoo({ version: '17.0' });
  const id = await mug(odoo);
  await odoo.as('admin', (env) => env.model('product.template').create({ name: 'Bowl' }));
  const integration = await stage.join(odoo);
  await stage.run(integration);
  const company = await odoo.as('admin', (env) => env.model('res.company').create({ name: 'Other' }));
  await touch(odoo, id, { company_id: company });
  await stage.run(integration);
  expect(await here()).toMatchObject({ state: 'out_of_reach' });
  await odoo.as('admin', (env) => env.model('product.template').unlink([id]));
  await stage.run(integration, { mode: 'full' });
  expect(await here()).toMatchObject({ state: 'deleted_in_odoo' });
  expect((await here()).deleted_at).not.toBeNull();
});

test('variants that went while a rule hid their product go here once it is seen again', async () => {
  const odoo = await stage.odoo({ version: '17.0' });
  const integration = await stage.join(odoo, { conflict_policy: 'odoo' });
  const sizes = ['S', 'M'];
  const variants = sizes.map((size) => ({ attributes: { Taille: size } }));
  await createProduct(stage.runtime.ctx, { title: 'Mug', price: '11.50', variants });
  await stage.run(integration);
  await odoo.as('admin', (env) => {
    const templates = env.model('product.template');
    const [template = 0] = templates.search([]);
    const lines = templates.many(template, 'attribute_line_ids');
    templates.write([template], { attribute_line_ids: lines.map((line) => [2, line]) });
    env.db.hidden.set('product.template', new Set([template]));
    env.db.hidden.set('product.product', new Set(env.model('product.product').search([])));
  });
  const made = await stage.runtime.db.select({ id: products.id }).from(products).orderBy(products.id);
  const ids = made.map(({ id }) => id);
  const deleted = async () =>
    (
      await stage.runtime.db.select().from(products).where(inArray(products.id, ids)).orderBy(products.id)
    ).map(
      ({ parentId, deletedAt }) => [parentId === null ? 'product' : 'variant', deletedAt !== null] as const,
    );
  await stage.run(integration);
  expect(await deleted()).toEqual([['product', false], ...sizes.map(() => ['variant', false])]);
  await odoo.as('admin', (env) => env.db.hidden.clear());
  expect(await stage.run(integration)).toMatchObject({ status: 'succeeded', error: null });
  expect(await deleted()).toEqual([['product', false], ...sizes.map(() => ['variant', true])]);
});

test('one variant that a rule hides is neither deleted here nor made again in Odoo', async () => {
  const odoo = await stage.odoo({ version: '17.0' });
  const sizes = await odoo.as('admin', (env) => {
    const size = env.model('product.attribute').create({ name: 'Size' });
    const values = ['S', 'M'].map((name) =>
      env.model('product.attribute.value').create({ name, attribute_id: size }),
    );
    const template = env.model('product.template').create({
      name: 'Shirt',
      attribute_line_ids: [[0, 0, { attribute_id: size, value_ids: [[6, 0, values]] }]],
    });
    return { template, variants: env.model('product.template').many(template, 'product_variant_ids') };
  });
  const integration = await stage.join(odoo);
  await stage.run(integration);
  const hidden = sizes.variants[1] ?? 0;
  await odoo.as('admin', (env) => {
    env.db.hidden.set('product.product', new Set([hidden]));
    env.model('product.template').write([sizes.template], { list_price: 30 });
  });
  const calls = odoo.log.length;
  expect(await stage.run(integration)).toMatchObject({ status: 'succeeded' });
  expect(await stage.run(integration, { mode: 'full' })).toMatchObject({ status: 'succeeded' });
  expect(odoo.log.slice(calls).filter((call) => WRITES.has(call.method))).toEqual([]);
  const [link] = await stage.runtime.db
    .select()
    .from(links)
    .where(and(eq(links.odooModel, 'product.product'), eq(links.odooId, hidden)));
  expect(link).toMatchObject({ odooDeletedAt: null });
  expect(link?.outOfReachSince).not.toBeNull();
  const [row] = await stage.runtime.db
    .select()
    .from(products)
    .where(eq(products.id, link?.localId ?? ''));
  expect(row?.deletedAt).toBeNull();
  await odoo.as('admin', (env) => env.db.hidden.clear());
  await stage.run(integration);
  const [back] = await stage.runtime.db
    .select()
    .from(links)
    .where(eq(links.id, link?.id ?? ''));
  expect(back?.outOfReachSince).toBeNull();
});

test('an only variant that a rule hides: what is typed waits, and its template takes none of it', async () => {
  const odoo = await stage.odoo({ version: '17.0' });
  const id = await mug(odoo);
  const integration = await stage.join(odoo);
  await stage.run(integration);
  const variants = await odoo.as('admin', (env) =>
    env.model('product.template').many(id, 'product_variant_ids'),
  );
  await odoo.as('admin', (env) => env.db.hidden.set('product.product', new Set(variants)));
  const { id: local } = await here();
  await updateProduct(stage.runtime.ctx, local, { sku: 'MUG', cost_price: '3.00' });
  const calls = odoo.log.length;
  for (const mode of ['incremental', 'full'] as const)
    expect(await stage.run(integration, { mode })).toMatchObject({ status: 'succeeded' });
  expect(odoo.log.slice(calls).filter((call) => WRITES.has(call.method))).toEqual([]);
  await odoo.as('admin', (env) => env.db.hidden.clear());
  expect(await stage.run(integration)).toMatchObject({ status: 'succeeded' });
  await odoo.as('admin', (env) => {
    expect(env.model('product.product').text(variants[0] ?? 0, 'default_code')).toBe('MUG');
    expect(env.model('product.product').number(variants[0] ?? 0, 'standard_price')).toBe(3);
  });
});

test('a replenishment rule: hidden it keeps its threshold, unlinked it takes it along, both at the next run', async () => {
  const odoo = await stage.odoo({ version: '17.0' });
  const id = await mug(odoo);
  const RULES = 'stock.warehouse.orderpoint';
  const rule = await odoo.as('admin', (env) => {
    const [product_id = 0] = env.model('product.template').many(id, 'product_variant_ids');
    const location_id = env.model('stock.warehouse').one(1, 'lot_stock_id') ?? 0;
    return env.model(RULES).create({ product_id, location_id, product_min_qty: 4, product_max_qty: 9 });
  });
  const integration = await stage.join(odoo);
  const threshold = async () => (await here()).stock[0]?.alert_threshold;
  await stage.run(integration);
  await stage.run(integration);
  expect(await threshold()).toBe('4');
  const hide = (ids: number[]) => odoo.as('admin', (env) => env.db.hidden.set(RULES, new Set(ids)));
  await hide([rule]);
  await stage.run(integration);
  await stage.run(integration, { mode: 'full' });
  expect([await threshold(), (await here()).state]).toEqual(['4', 'synced']);
  // What is typed meanwhile is told to wait; nothing is made beside the rule that is there.
  await setStock(stage.runtime.ctx, (await here()).id, { alert_threshold: '6' });
  await stage.run(integration);
  expect([await threshold(), (await here()).state]).toEqual(['6', 'error']);
  await hide([]);
  await stage.run(integration);
  expect([await threshold(), (await here()).state]).toEqual(['6', 'synced']);
  await odoo.as('admin', (env) => {
    const rules = env.model(RULES).with({ active_test: false });
    expect(rules.search([]).map((one) => rules.number(one, 'product_min_qty'))).toEqual([6]);
    rules.unlink([rule]);
  });
  await stage.run(integration);
  expect([await threshold(), (await here()).state]).toEqual([null, 'synced']);
});
