import { eq, sql } from 'drizzle-orm';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { products } from '@/db/schema/catalogue';
import { outbox } from '@/db/schema/feeds';
import { links } from '@/db/schema/links';
import { runChanges } from '@/db/schema/runs';
import type { RunningOdoo } from '@/e2e/odoo/server';
import { storable } from '@/e2e/odoo/storable';
import { played } from '@/e2e/support/played-on';
import { createProduct } from '@/lib/catalogue/products/create-product';
import { duplicateProduct } from '@/lib/catalogue/products/duplicate-product';
import { getProduct } from '@/lib/catalogue/products/get-product';
import { updateProduct } from '@/lib/catalogue/products/update-product';
import { synchroniseSelected } from '@/lib/edits/synchronise-selected';
import { synchroniseProduct } from '@/lib/integrations/synchronise-product';
import { runSync } from '@/lib/sync/engine/run-sync';
import { explainProduct } from '@/lib/sync/explain/explain-product';
import { listChanges } from '@/lib/sync/history/list-changes';
import { openStage, type Stage } from './stage';

/** What a person does with one product: have it looked at, ask where its numbers come from, make another like it. */
let stage: Stage;
let odoo: RunningOdoo;
let integration: string;

async function open(version: string) {
  odoo = await stage.odoo({ version });
  integration = await stage.join(odoo);
  await odoo.as('admin', (env) => {
    const make = (name: string) =>
      env.model('product.template').create({ name, list_price: 100, ...storable(env) });
    const bowl = make('Bol');
    make('Vase');
    const [product = 0] = env.model('product.product').search([['product_tmpl_id', '=', bowl]]);
    const place = env.model('stock.warehouse').one(1, 'lot_stock_id') ?? 0;
    const count = { product_id: product, location_id: place };
    const quants = env.with({ inventory_mode: true }).model('stock.quant');
    if (env.caps.version === 14) quants.create({ ...count, inventory_quantity: 7 });
    else quants.create({ ...count, inventory_quantity_auto_apply: 7 });
  });
  await stage.run(integration);
}

beforeEach(async () => {
  stage = await openStage();
});
afterEach(() => stage.close());

const ctx = () => stage.runtime.ctx;
const idOf = async (title: string) => {
  const [row] = await stage.runtime.db.select().from(products).where(eq(products.title, title));
  return row?.id ?? '';
};

test('one product is looked at on both sides, and what came of it is told apart from the rest of the run', async () => {
  await open('18.0');
  const { db } = stage.runtime;
  const [bowl, vase] = [await idOf('Bol'), await idOf('Vase')];
  // A change that nothing marks as work, and one of another product that waits anyway.
  await db.transaction(async (tx) => {
    await tx.execute(sql`select set_config('pm.origin', ${integration}, true)`);
    await tx.update(products).set({ title: 'Bol bleu' }).where(eq(products.id, bowl));
  });
  await updateProduct(ctx(), vase, { title: 'Vase vert' });
  const { run_ids } = await synchroniseProduct(ctx(), bowl);
  expect(run_ids).toHaveLength(1);
  const [runId = ''] = run_ids;
  await runSync(ctx(), { store: stage.store }, { runId });
  const changes = (product_id?: string) => listChanges(ctx(), { runId, limit: 50, product_id });
  expect((await changes()).data).toHaveLength(2);
  expect((await changes(bowl)).data).toMatchObject([
    { side: 'odoo', action: 'update', fields: { title: { before: 'Bol', after: 'Bol bleu' } } },
  ]);
  expect(await db.$count(runChanges, eq(runChanges.localId, vase))).toBeGreaterThan(0);
});

test('selected products are looked at with their variants’ stock, the others are not', async () => {
  await open('18.0');
  const { db } = stage.runtime;
  const { id: bowl } = await createProduct(ctx(), {
    title: 'Bol à soupe',
    variants: [{ attributes: { Taille: 'S' } }, { attributes: { Taille: 'M' } }],
  });
  await stage.run(integration);
  await db.delete(outbox);
  const { products: count, run_ids } = await synchroniseSelected(ctx(), { ids: [bowl] });
  expect([count, run_ids.length]).toEqual([1, 1]);
  const family = await db.select({ id: products.id }).from(products).where(eq(products.parentId, bowl));
  const marked = await db.select().from(outbox).orderBy(outbox.kind);
  const names = (rows: readonly string[]) => [...rows].sort();
  expect(marked.filter(({ kind }) => kind === 'product').map(({ localId }) => localId)).toEqual([bowl]);
  expect(names(marked.filter(({ kind }) => kind === 'stock').map(({ localId }) => localId))).toEqual(
    names([bowl, ...family.map(({ id }) => id)]),
  );
});

test.each(played('14.0', '19.0'))(
  'where the price and the stock come from, asked of Odoo %s',
  async (version) => {
    await open(version);
    const bowl = await idOf('Bol');
    const { data } = await explainProduct(ctx(), bowl, 'fr');
    const shown = await getProduct(ctx(), bowl);
    expect(data).toHaveLength(1);
    const [entry] = data;
    expect(entry).toMatchObject({ problem: null, odoo_model: 'product.template' });
    expect(entry?.price).toMatchObject({
      list_price: '100',
      extras: [],
      taxes: [{ kind: 'percent', included: false }],
      untaxed: '100.00',
      rule: 'computed',
    });
    expect(Number(entry?.price?.result)).toBe(Number(shown.price));
    expect(entry?.stock).toMatchObject([
      {
        here: '7.0000',
        odoo: '7',
        reserved: '0',
        agreed: '7.0000',
        pending: null,
        locations: [{ quantity: '7' }],
      },
    ]);
    const [level] = entry?.stock ?? [];
    expect(level?.locations[0]?.location).toMatch(/Stock$/);
    expect(level?.moves).toMatchObject([{ quantity: '7', to: level?.locations[0]?.location }]);
    expect(level?.unit).not.toBe('');
    // A price that no list price of two decimals makes is remembered, and the explanation says so.
    await updateProduct(ctx(), bowl, { price: '9.99' });
    await stage.run(integration);
    const [after] = (await explainProduct(ctx(), bowl, 'fr')).data;
    expect(Number(after?.price?.result)).toBe(9.99);
  },
);

test('an Odoo that does not answer says why, and nothing else fails', async () => {
  await open('17.0');
  const bowl = await idOf('Bol');
  await odoo.close();
  const { data } = await explainProduct(ctx(), bowl, 'fr');
  expect(data).toMatchObject([{ price: null, stock: [] }]);
  expect(data[0]?.problem).toMatch(/ne répond pas/);
});

test('a copy is a draft with all but codes and stock, and goes to no Odoo', async () => {
  await open('18.0');
  const bowl = await idOf('Bol');
  await updateProduct(ctx(), bowl, { sku: 'BOL-1', ean: '4006381333931', description: 'En grès' });
  const copy = await duplicateProduct(ctx(), bowl, 'fr');
  expect(copy).toMatchObject({
    title: 'Bol (copie)',
    description: 'En grès',
    price: (await getProduct(ctx(), bowl)).price,
    sku: null,
    ean: null,
    status: 'draft',
    stock_quantity: '0',
  });
  await stage.run(integration);
  expect(await stage.runtime.db.$count(links, eq(links.localId, copy.id))).toBe(0);
});
