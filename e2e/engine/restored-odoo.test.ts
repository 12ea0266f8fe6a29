import { asc, eq, isNull } from 'drizzle-orm';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { categories, products } from '@/db/schema/catalogue';
import { integrations } from '@/db/schema/integrations';
import { links } from '@/db/schema/links';
import type { RunningOdoo } from '@/e2e/odoo/server';
import { updateCategory } from '@/lib/catalogue/categories/update-category';
import { createProduct } from '@/lib/catalogue/products/create-product';
import { updateProduct } from '@/lib/catalogue/products/update-product';
import { chooseIdentity, showIdentity } from '@/lib/integrations/identity';
import { updateIntegration } from '@/lib/integrations/update';
import { runSync } from '@/lib/sync/engine/run-sync';
import { openStage, type Stage } from './stage';

let stage: Stage;
let odoo: RunningOdoo;
let id: string;
/** Bringing a backup back takes longer than the second in which Odoo tells when a record was made. */
let later: number;
const now = () => Date.now() + later;
const RESTORING_MS = 2_000;
beforeEach(async () => {
  // What is there when a run first looks is a minute old.
  later = -60_000;
  stage = await openStage();
  odoo = await stage.odoo({ version: '18.0', now });
  id = await stage.join(odoo);
});
afterEach(() => stage.close());

const make = (name: string, more: object = {}) =>
  odoo.as('admin', (env) => env.model('product.template').create({ name, ...more }));
const there = (server = odoo) =>
  server.as('admin', (env) => {
    const model = env.model('product.template');
    return model
      .search([], { order: 'id' })
      .map((one) => model.text(one, 'name'))
      .toSorted();
  });
const here = async () =>
  (
    await stage.runtime.db
      .select()
      .from(products)
      .where(isNull(products.deletedAt))
      .orderBy(asc(products.title))
  ).map(({ title }) => title);
const priceOf = async (title: string) =>
  Number((await stage.runtime.db.select().from(products).where(eq(products.title, title)))[0]?.price);
const writes = () =>
  odoo.log.filter(({ method }) => ['create', 'write', 'load', 'unlink'].includes(method)).length;

async function fine(): Promise<void> {
  expect(await stage.run(id)).toMatchObject({ status: 'succeeded', error: null });
}

/** A run halts before it writes anything anywhere, and so does every further one. */
async function halts(): Promise<void> {
  const before = { here: await here(), writes: writes() };
  for (const confirmed of [false, true]) {
    expect(await stage.run(id, { confirmed })).toMatchObject({
      status: 'failed',
      error: { class: 'safety', code: 'odoo_went_back' },
    });
  }
  expect({ here: await here(), writes: writes() }).toEqual(before);
  const [row] = await stage.runtime.db.select().from(integrations).where(eq(integrations.id, id));
  expect(row?.connection).toMatchObject({ state: 'halted', code: 'odoo_went_back' });
}

async function choose(choice: 'send_again' | 'take_odoo'): Promise<void> {
  const { run_id } = await chooseIdentity(stage.runtime.ctx, id, choice);
  await runSync(stage.runtime.ctx, { store: stage.store }, { runId: run_id });
  await fine();
  await fine();
}

test('ids given again by a restored Odoo never make one product of another', async () => {
  await make('Table', { list_price: 90 });
  await fine();
  const restore = odoo.db.backup();
  await make('Bougie A', { list_price: 1 });
  await make('Bougie B', { list_price: 2 });
  await fine();
  restore();
  later += RESTORING_MS;
  await make('Chaise X', { list_price: 51 });
  await make('Chaise Y', { list_price: 52 });
  await halts();
  expect(await showIdentity(stage.runtime.ctx, id)).toMatchObject({
    in_question: true,
    findings: {
      counts: { product: { known: 3, reused: 2, went_back: 0, missing: 0 } },
      records: expect.arrayContaining([expect.objectContaining({ label: 'Bougie A', finding: 'reused' })]),
    },
  });
  await choose('send_again');
  const all = ['Bougie A', 'Bougie B', 'Chaise X', 'Chaise Y', 'Table'];
  expect(await here()).toEqual(all);
  expect(await there()).toEqual(all);
});

test.each(['send_again', 'take_odoo'] as const)(
  'what was typed here since the backup is kept until a person chooses: %s',
  async (choice) => {
    const lamp = await make(`Lampe ${choice}`, { list_price: 20 });
    await fine();
    const restore = odoo.db.backup();
    // What is sent now has a date of this very moment, which the run cannot take for the last one of its second.
    later = 0;
    const [row] = await stage.runtime.db
      .select()
      .from(products)
      .where(eq(products.title, `Lampe ${choice}`));
    await updateProduct(stage.runtime.ctx, row?.id ?? '', { title: `Architecte ${choice}`, price: '25.00' });
    await createProduct(stage.runtime.ctx, { title: `Neuf ${choice}`, price: '7.00' });
    await fine();
    expect(lamp).toBeGreaterThan(0);
    restore();
    later += RESTORING_MS;
    await halts();
    await choose(choice);
    expect(await here()).toEqual(await there());
    const mine = (await here()).filter((line) => line.includes(choice));
    expect(mine).toEqual(
      choice === 'send_again' ? [`Architecte ${choice}`, `Neuf ${choice}`] : [`Lampe ${choice}`],
    );
    expect(await priceOf(mine[0] ?? '')).toBe(choice === 'send_again' ? 25 : 23);
  },
  60_000,
);

test('a category that was renamed here since the backup is enough to know', async () => {
  await odoo.as('admin', (env) => env.model('product.category').create({ name: 'Rayon' }));
  await fine();
  const restore = odoo.db.backup();
  later = 0;
  const [shelf] = await stage.runtime.db.select().from(categories).where(eq(categories.name, 'Rayon'));
  await updateCategory(stage.runtime.ctx, shelf?.id ?? '', { name: 'Rayon neuf' });
  await fine();
  restore();
  later += RESTORING_MS;
  await halts();
});

test('an id given again while a rule hides its product is asked about at once when it is seen', async () => {
  await make('Table', { list_price: 90 });
  const restore = odoo.db.backup();
  const candle = await make('Bougie', { list_price: 1 });
  await fine();
  restore();
  later += RESTORING_MS;
  expect(await make('Chaise', { list_price: 51 })).toBe(candle);
  await odoo.as('admin', (env) => {
    const variants = env.model('product.template').many(candle, 'product_variant_ids');
    env.db.hidden.set('product.template', new Set([candle]));
    env.db.hidden.set('product.product', new Set(variants));
  });
  await fine();
  await odoo.as('admin', (env) => env.db.hidden.clear());
  expect(await stage.run(id)).toMatchObject({ status: 'failed', error: { code: 'odoo_went_back' } });
  expect(await showIdentity(stage.runtime.ctx, id)).toMatchObject({
    in_question: true,
    findings: { counts: { product: { reused: 1 } } },
  });
  await choose('send_again');
  expect(await here()).toEqual(['Bougie', 'Chaise', 'Table']);
  expect(await there()).toEqual(['Bougie', 'Chaise', 'Table']);
});

test('a new product whose id was used and lost before arrives', async () => {
  await make('Table');
  await fine();
  const restore = odoo.db.backup();
  await make('Perdue');
  await fine();
  restore();
  later += RESTORING_MS;
  // Nothing but a missing record: an ordinary deletion as far as anybody can tell.
  await fine();
  expect(await here()).toEqual(['Table']);
  await make('Neuve');
  await fine();
  expect(await here()).toEqual(['Neuve', 'Table']);
});

test('a product made here gets an id that was used and lost before, and is tied to it with its variants', async () => {
  const restore = odoo.db.backup();
  await make('Perdue');
  await fine();
  restore();
  later += RESTORING_MS;
  await fine();
  const { id: parent_id } = await createProduct(stage.runtime.ctx, { title: 'Neuve', price: '12.00' });
  for (const size of ['S', 'M'])
    await createProduct(stage.runtime.ctx, { title: 'Neuve', parent_id, attributes: { Taille: size } });
  await fine();
  const variants = await odoo.as('admin', (env) => env.model('product.product').search([]).length);
  expect([await here(), await there(), variants]).toEqual([['Neuve', 'Neuve', 'Neuve'], ['Neuve'], 2]);
  const ties = await stage.runtime.db.select().from(links).where(eq(links.localId, parent_id));
  expect(ties).toMatchObject([{ kind: 'product', odooDeletedAt: null }]);
});

test('another database is asked about, a copy in which everything is as it was is not', async () => {
  await make('Table', { list_price: 90 });
  await fine();
  later += RESTORING_MS;
  const other = await stage.odoo({ version: '18.0', now });
  await other.as('admin', (env) => env.model('product.template').create({ name: 'Étrangère' }));
  const api_key = await other.apiKey('admin');
  await updateIntegration(stage.runtime.ctx, id, { config: { url: other.url, api_key } });
  expect(await stage.run(id)).toMatchObject({ status: 'failed', error: { code: 'odoo_went_back' } });
  expect(await there(other)).toEqual(['Étrangère']);
  await updateIntegration(stage.runtime.ctx, id, {
    config: { url: odoo.url, api_key: await odoo.apiKey('admin') },
  });
  await fine();
  expect(await here()).toEqual(['Table']);
});

test('what was typed here on a variant alone since the backup is asked about where its product is looked at', async () => {
  const variants = ['S', 'M'].map((Taille) => ({ attributes: { Taille } }));
  const { id: parent } = await createProduct(stage.runtime.ctx, { title: 'Bol', price: '12.00', variants });
  await fine();
  const restore = odoo.db.backup();
  later = 0;
  const [small] = await stage.runtime.db.select().from(products).where(eq(products.parentId, parent));
  await updateProduct(stage.runtime.ctx, small?.id ?? '', { sku: 'BOL-S' });
  await fine();
  restore();
  later += RESTORING_MS;
  await updateProduct(stage.runtime.ctx, parent, { description: 'Grès' });
  await halts();
  await choose('send_again');
  const codes = await odoo.as('admin', (env) => {
    const model = env.model('product.product');
    return model.search([], { order: 'id' }).map((one) => model.text(one, 'default_code'));
  });
  expect(codes.filter(Boolean)).toEqual(['BOL-S']);
});
