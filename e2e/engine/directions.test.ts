import { asc, isNull } from 'drizzle-orm';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { categories, productImages, products, stockLevels } from '@/db/schema/catalogue';
import { runs } from '@/db/schema/runs';
import type { Env } from '@/e2e/odoo/orm/env';
import { shopSeed } from '@/e2e/odoo/seed/plant/shop';
import type { RunningOdoo } from '@/e2e/odoo/server';
import { createProduct } from '@/lib/catalogue/products/create-product';
import { deleteProduct } from '@/lib/catalogue/products/delete-product';
import { updateProduct } from '@/lib/catalogue/products/update-product';
import { setIntegrationConfig } from './settings';
import { openStage, type Stage } from './stage';

/** Methods of Odoo that only look. Whatever else is called on a business model is a write. */
const LOOKS = new Set([
  'search',
  'read',
  'search_read',
  'search_count',
  'read_group',
  'formatted_read_group',
  'fields_get',
  'check_access_rights',
  'has_access',
  'has_group',
  'context_get',
  'get_installed',
  'get_metadata',
  'check_object_reference',
  'name_search',
]);

let stage: Stage;
let odoo: RunningOdoo;
beforeEach(async () => {
  stage = await openStage();
  odoo = await stage.odoo({ version: '17.0', seed: await shopSeed({ pictures: 'none', orders: false }) });
});
afterEach(() => stage.close());

const writesSince = (at: number) =>
  odoo.log
    .slice(at)
    .filter(({ method }) => !LOOKS.has(method))
    .map(({ model, method }) => `${model}.${method}`);

async function heads() {
  return stage.runtime.db.select().from(products).where(isNull(products.parentId)).orderBy(asc(products.id));
}

const templates = (work: (model: ReturnType<Env['model']>) => unknown) =>
  odoo.as('admin', (env) => work(env.model('product.template').with({ active_test: false, lang: 'fr_FR' })));

test('import only: whatever was edited here, not one call writes to Odoo', async () => {
  const integration = await stage.join(odoo, { direction: 'import' });
  await stage.run(integration);
  const [one, two] = await heads();
  const { ctx } = stage.runtime;
  await updateProduct(ctx, one?.id ?? '', { title: 'Édité ici', price: '1.23' });
  await deleteProduct(ctx, two?.id ?? '');
  await createProduct(ctx, { title: 'Né ici', sku: 'NE-ICI' });
  const at = odoo.log.length;
  expect(await stage.run(integration)).toMatchObject({ status: 'succeeded' });
  expect(await stage.run(integration, { mode: 'full' })).toMatchObject({ status: 'succeeded' });
  expect(writesSince(at)).toEqual([]);
  expect(writesSince(0)).toEqual([]);
  expect((await heads()).find((row) => row.id === one?.id)?.title).toBe('Édité ici');
});

test('export only: whatever was edited in Odoo, nothing changes here', async () => {
  const { db, ctx } = stage.runtime;
  await createProduct(ctx, { title: 'Né ici', sku: 'NE-ICI', price: '10.00' });
  const everything = async () => [
    await db.select().from(products).orderBy(asc(products.id)),
    await db.select().from(categories).orderBy(asc(categories.id)),
    await db.select().from(productImages),
    await db.select().from(stockLevels),
  ];
  const before = await everything();
  const integration = await stage.join(odoo, { direction: 'export' });
  await stage.run(integration);
  await templates((model) => model.write(model.search([['name', '=', 'Né ici']]), { name: 'Changé là-bas' }));
  await stage.run(integration);
  expect(await everything()).toEqual(before);
  expect(odoo.log.filter(({ method }) => method === 'unlink')).toEqual([]);
});

test('fields that are not selected are touched on neither side', async () => {
  const integration = await stage.join(odoo, { direction: 'bidirectional' });
  await stage.run(integration);
  await setIntegrationConfig(stage.runtime, integration, { fields: { product: ['title'] } });
  const [one, two] = await heads();
  await updateProduct(stage.runtime.ctx, one?.id ?? '', {
    title: 'Titre voulu',
    description: 'Pas pour Odoo',
    price: '1.11',
  });
  await templates((model) =>
    model.write(model.search([['name', '=', two?.title ?? '']]), {
      description_sale: 'Pas pour ici',
      list_price: 777,
    }),
  );
  expect(await stage.run(integration)).toMatchObject({ status: 'succeeded' });
  const told = await templates((model) =>
    model.read(model.search([['name', '=', 'Titre voulu']]), ['description_sale', 'list_price']),
  );
  expect(told).toMatchObject([{ description_sale: expect.not.stringContaining('Pas pour Odoo') }]);
  expect(JSON.stringify(told)).not.toContain('1.11');
  const same = (await heads()).find((row) => row.id === two?.id);
  expect(same).toMatchObject({ description: two?.description, price: two?.price });
});

test('a category filter reaches its children and nothing else', async () => {
  const shelf = await odoo.as('admin', (env) => {
    const model = env.model('product.category');
    const id =
      model.search([
        ['child_id', '!=', false],
        ['parent_id.parent_id', '!=', false],
      ])[0] ?? 0;
    const under = model.search([['id', 'child_of', id]]);
    const inside = env.model('product.template').search([['categ_id', 'in', under]]).length;
    return { id, inside };
  });
  const integration = await stage.join(odoo, { direction: 'bidirectional', category_filter: [shelf.id] });
  expect(await stage.run(integration)).toMatchObject({ status: 'succeeded' });
  const live = (await heads()).filter((row) => row.deletedAt === null);
  expect(shelf.inside).toBeGreaterThan(0);
  expect(live).toHaveLength(shelf.inside);
  expect(await stage.runtime.db.$count(runs)).toBe(1);
});
