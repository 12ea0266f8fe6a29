import { eq } from 'drizzle-orm';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { products } from '@/db/schema/catalogue';
import { runChanges } from '@/db/schema/runs';
import type { RunningOdoo } from '@/e2e/odoo/server';
import { createProduct } from '@/lib/catalogue/products/create-product';
import { updateProduct } from '@/lib/catalogue/products/update-product';
import { updateIntegration } from '@/lib/integrations/update';
import { openStage, type Run, type Stage } from './stage';

/** Settings changed after everything was synchronised: what they let in has not changed since, and comes all the same. */
let stage: Stage;
let odoo: RunningOdoo;
let shelf: number;
beforeEach(async () => {
  stage = await openStage();
  let age = 3_600_000;
  odoo = await stage.odoo({
    version: '17.0',
    now: () => Date.now() - age,
    seed: (env) => {
      shelf = env.model('product.category').create({ name: 'Grès' });
      const templates = env.model('product.template');
      templates.create({ name: 'Bol', description_sale: 'Tourné à la main', categ_id: shelf });
      templates.create({ name: 'Lampe', description_sale: 'En laiton' });
    },
  });
  age = 0;
});
afterEach(() => stage.close());

async function sync(integration: string): Promise<Run> {
  const run = await stage.run(integration);
  expect(run).toMatchObject({ status: 'succeeded', error: null });
  return run;
}

const all = () => stage.runtime.db.select().from(products).orderBy(products.title);
const set = (id: string, sync_config: NonNullable<Parameters<typeof updateIntegration>[2]['sync_config']>) =>
  updateIntegration(stage.runtime.ctx, id, { sync_config });
const inShop = () =>
  odoo.as('admin', (env) => {
    const model = env.model('product.template');
    return model.search([], { order: 'name' }).map((id) => model.text(id, 'name'));
  });

test('a field that is selected later', async () => {
  const integration = await stage.join(odoo, {
    fields: { product: ['title', 'sku'], stock: [], order: [] },
  });
  await sync(integration);
  expect((await all()).map((row) => row.description)).toEqual(['', '']);
  await set(integration, { fields: { product: ['title', 'sku', 'description'] } });
  await sync(integration);
  expect((await all()).map((row) => row.description)).toEqual(['Tourné à la main', 'En laiton']);
  const quiet = await sync(integration);
  expect(await stage.runtime.db.select().from(runChanges).where(eq(runChanges.runId, quiet.id))).toEqual([]);
});

test('what Odoo does not sell: it comes once it is sold, or asked for, and stays when it is sold no more', async () => {
  const [clay = 0, glaze = 0] = await odoo.as('admin', (env) =>
    ['Argile', 'Émail'].map((name) => env.model('product.template').create({ name, sale_ok: false })),
  );
  const sell = (id: number, sale_ok: boolean) =>
    odoo.as('admin', (env) => env.model('product.template').write([id], { sale_ok }));
  const titles = async () => (await all()).flatMap((row) => (row.deletedAt ? [] : [row.title]));
  const integration = await stage.join(odoo);
  await sync(integration);
  expect(await titles()).toEqual(['Bol', 'Lampe']);
  await sell(clay, true);
  await sync(integration);
  await sell(clay, false);
  await sync(integration);
  expect(await titles()).toEqual(['Argile', 'Bol', 'Lampe']);
  await set(integration, { import_not_for_sale: true });
  await sync(integration);
  expect((await titles()).toSorted()).toEqual(['Argile', 'Bol', 'Lampe', 'Émail'].toSorted());
  await set(integration, { import_not_for_sale: false });
  await odoo.as('admin', (env) => env.model('product.template').write([glaze], { list_price: 3 }));
  await sync(integration);
  expect(await all()).toHaveLength(4);
});

test('a category filter that is taken away', async () => {
  const integration = await stage.join(odoo, { category_filter: [shelf] });
  await sync(integration);
  expect((await all()).map((row) => row.title)).toEqual(['Bol']);
  await set(integration, { category_filter: [] });
  await sync(integration);
  expect((await all()).map((row) => row.title)).toEqual(['Bol', 'Lampe']);
});

test('a direction that is opened: what was typed and made here meanwhile goes', async () => {
  const integration = await stage.join(odoo, { direction: 'import' });
  await sync(integration);
  const [bowl] = await all();
  await updateProduct(stage.runtime.ctx, bowl?.id ?? '', { title: 'Bol bleu' });
  await createProduct(stage.runtime.ctx, { title: 'Carafe', price: '9.00' });
  await sync(integration);
  expect(await inShop()).toEqual(['Bol', 'Lampe']);
  await set(integration, { direction: 'bidirectional' });
  await sync(integration);
  expect(await inShop()).toEqual(['Bol bleu', 'Carafe', 'Lampe']);
});

test('a category that somebody moves below the filter in Odoo brings its products', async () => {
  const integration = await stage.join(odoo, { category_filter: [shelf] });
  const small = await odoo.as('admin', (env) => {
    const category = env.model('product.category').create({ name: 'Petits' });
    const templates = env.model('product.template');
    templates.write(templates.search([['name', '=', 'Lampe']]), { categ_id: category });
    return category;
  });
  await sync(integration);
  expect((await all()).map((row) => row.title)).toEqual(['Bol']);
  await odoo.as('admin', (env) => env.model('product.category').write([small], { parent_id: shelf }));
  await sync(integration);
  expect((await all()).map((row) => row.title)).toEqual(['Bol', 'Lampe']);
});
