import { eq, isNull } from 'drizzle-orm';
import { afterEach, expect, test } from 'vitest';
import { categories, products, stockLevels } from '@/db/schema/catalogue';
import { links } from '@/db/schema/links';
import type { RunningOdoo } from '@/e2e/odoo/server';
import { createCategory } from '@/lib/catalogue/categories/create-category';
import { updateCategory } from '@/lib/catalogue/categories/update-category';
import { createProduct } from '@/lib/catalogue/products/create-product';
import { updateProduct } from '@/lib/catalogue/products/update-product';
import { setStock } from '@/lib/catalogue/stock/set-stock';
import { openStage, type Stage } from './stage';

let stage: Stage;
let odoo: RunningOdoo;
let integration: string;
afterEach(() => stage.close());

const LAG_MS = 3_000;

async function open(withXmlRpc: boolean, version = '19.0') {
  stage = await openStage();
  odoo = await stage.odoo({ version }, 'itself');
  integration = await stage.join(odoo);
  const { id } = await createProduct(stage.runtime.ctx, { title: 'Tasse', price: '10.00' });
  await stage.run(integration);
  await count(id, 10);
  await stage.run(integration);
  expect(await there()).toBe(10);
  odoo.db.replicaLagMs = LAG_MS;
  if (!withXmlRpc) {
    odoo.hooks.onRequest = (path, _body, response) => {
      if (!path.startsWith('/xmlrpc')) return false;
      response.writeHead(404, { 'content-type': 'text/html' }).end('<h1>Not Found</h1>');
      return true;
    };
  }
  return id;
}

async function count(id: string, quantity: number): Promise<void> {
  const [level] = await stage.runtime.db.select().from(stockLevels).where(eq(stockLevels.productId, id));
  await setStock(stage.runtime.ctx, id, {
    quantity: String(quantity),
    ...(level ? { warehouse_id: level.warehouseId } : {}),
  });
}

function there(): Promise<number> {
  return odoo.as('admin', (env) => {
    const [id = 0] = env.model('product.product').search([['name', '=', 'Tasse']]);
    return env.model('product.product').number(id, 'qty_available');
  });
}

async function here(id: string) {
  const [level] = await stage.runtime.db.select().from(stockLevels).where(eq(stockLevels.productId, id));
  return Number(level?.quantity);
}

test.each([
  ['beside XML-RPC', true],
  ['where XML-RPC is gone', false],
])(
  'a count is sent once although a replica of JSON-2 lags, %s',
  async (_name, withXmlRpc) => {
    const id = await open(withXmlRpc);
    await count(id, 13);
    await stage.run(integration);
    await stage.run(integration, { mode: 'full' });
    await stage.run(integration);
    expect([await here(id), await there()]).toEqual([13, 13]);
    await new Promise((done) => setTimeout(done, LAG_MS));
    await stage.run(integration, { mode: 'full' });
    expect([await here(id), await there()]).toEqual([13, 13]);
  },
  60_000,
);

test.each([
  ['beside XML-RPC', true],
  ['where XML-RPC is gone', false],
])(
  'what was typed here is not taken back because a replica still shows the old value, %s',
  async (_name, withXmlRpc) => {
    const id = await open(withXmlRpc);
    const typed = { title: 'Grande tasse', price: '12.00', sku: 'TASSE-2' };
    await updateProduct(stage.runtime.ctx, id, typed);
    await stage.run(integration);
    await stage.run(integration, { mode: 'full' });
    const row = async () => {
      const [found] = await stage.runtime.db.select().from(products).where(eq(products.id, id));
      return [found?.title, Number(found?.price), found?.sku];
    };
    expect(await row()).toEqual(['Grande tasse', 12, 'TASSE-2']);
    await new Promise((done) => setTimeout(done, LAG_MS));
    await stage.run(integration);
    expect(await row()).toEqual(['Grande tasse', 12, 'TASSE-2']);
    await odoo.as('admin', (env) => {
      const templates = env.model('product.template');
      const [found = 0] = templates.search([['default_code', '=', 'TASSE-2']]);
      expect(templates.text(found, 'name')).toBe('Grande tasse');
      templates.write([found], { name: 'Tasse d’Odoo' });
    });
    await new Promise((done) => setTimeout(done, LAG_MS));
    await stage.run(integration);
    expect(await row()).toEqual(['Tasse d’Odoo', 12, 'TASSE-2']);
  },
  90_000,
);

test('what was made, renamed and filed anew is neither taken back nor for gone while a replica lags', async () => {
  await open(false);
  odoo.db.replicaLagMs = 0;
  const { ctx, db } = stage.runtime;
  const kitchen = await createCategory(ctx, { name: 'Cuisine', parent_id: null });
  const shelf = await createCategory(ctx, { name: 'Bols', parent_id: null });
  await stage.run(integration);
  odoo.db.replicaLagMs = 30_000;
  await updateCategory(ctx, kitchen.id, { name: 'Arts de la table' });
  await updateCategory(ctx, shelf.id, { parent_id: kitchen.id });
  const garden = await createCategory(ctx, { name: 'Jardin', parent_id: kitchen.id });
  const pot = await createProduct(ctx, { title: 'Pot', price: '4.00', category_id: garden.id });
  await stage.run(integration);
  await stage.run(integration, { mode: 'full' });
  await stage.run(integration);
  const expected = [
    ['Arts de la table', null],
    ['Bols', kitchen.id],
    ['Jardin', kitchen.id],
  ];
  const ours = async () => {
    const rows = await db
      .select()
      .from(categories)
      .where(isNull(categories.deletedAt))
      .orderBy(categories.name);
    return rows
      .filter(({ name }) => expected.some(([wanted]) => wanted === name))
      .map((row) => [row.name, row.parentId]);
  };
  const there = () =>
    odoo.as('admin', (env) => {
      const model = env.model('product.category');
      const names = ['Cuisine', 'Arts de la table', 'Bols', 'Jardin'];
      const found = model.search([['name', 'in', names]], { order: 'name' });
      const filed = env.model('product.template').search([['name', '=', 'Pot']]);
      const shelves = filed.map((id) => env.model('product.template').one(id, 'categ_id'));
      return [
        found.map((id) => model.text(id, 'complete_name').replace(/^(All \/ )?(Saleable \/ )?/, '')),
        shelves.map((id) => model.text(id ?? 0, 'name')),
      ];
    });
  const inOdoo = [['Arts de la table', 'Arts de la table / Bols', 'Arts de la table / Jardin'], ['Jardin']];
  expect([await ours(), await there()]).toEqual([expected, inOdoo]);
  odoo.db.replicaLagMs = 0;
  await stage.run(integration, { mode: 'full' });
  expect([await ours(), await there()]).toEqual([expected, inOdoo]);
  const [kept] = await db.select().from(products).where(eq(products.id, pot.id));
  expect(kept).toMatchObject({ deletedAt: null, categoryId: garden.id });
}, 60_000);

test('what Odoo unlinks soon after it was tied is gone here at once; what a replica does not show yet is not', async () => {
  await open(false, '20.0');
  odoo.db.replicaLagMs = 0;
  const { ctx, db } = stage.runtime;
  const pot = await createProduct(ctx, { title: 'Pot', price: '4.00' });
  await createProduct(ctx, { title: 'Vase', price: '5.00' });
  await stage.run(integration);
  await odoo.as('admin', (env) => {
    const templates = env.model('product.template');
    templates.unlink(templates.search([['name', '=', 'Pot']]));
  });
  odoo.db.replicaLagMs = 30_000;
  const made = await createProduct(ctx, { title: 'Carafe', price: '9.00' });
  await stage.run(integration);
  expect(await stage.run(integration, { mode: 'full' })).toMatchObject({ error: null });
  const alive = await db.select().from(products).where(isNull(products.deletedAt)).orderBy(products.title);
  expect(alive.map(({ title }) => title)).toEqual(['Carafe', 'Tasse', 'Vase']);
  const fates = async (id: string) => {
    const ties = await db.select().from(links).where(eq(links.localId, id));
    return ties.map((tie) => [tie.odooDeletedAt !== null, tie.outOfReachSince]);
  };
  expect(await fates(pot.id)).toEqual([
    [true, null],
    [true, null],
  ]);
  expect((await fates(made.id)).every(([gone, since]) => !gone && since === null)).toBe(true);
}, 60_000);
