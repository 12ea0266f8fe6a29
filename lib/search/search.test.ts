import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { orders } from '@/db/schema/orders';
import { insertIntegration, openCatalogue, type TestCatalogue } from '@/e2e/support/catalogue';
import { createCategory } from '@/lib/catalogue/categories/create-category';
import { browseQuery, countProducts } from '@/lib/catalogue/products/browse-products';
import { createProduct } from '@/lib/catalogue/products/create-product';
import { rebuildSearchKeys } from '@/lib/catalogue/search-keys';
import { searchEverywhere } from './search-everywhere';

let shop: TestCatalogue;
beforeAll(async () => {
  shop = await openCatalogue();
  const { id: category_id } = await createCategory(shop.ctx, { name: 'Thé et café', parent_id: null });
  await createProduct(shop.ctx, { title: 'Théière en fonte', sku: 'TH-1', category_id });
  await createProduct(shop.ctx, {
    title: 'Tasse',
    variants: [{ attributes: { Couleur: 'Bleu' }, sku: 'TB-77' }],
  });
  const integrationId = await insertIntegration(shop.db);
  await shop.db.insert(orders).values({
    ...{
      integrationId,
      odooId: 1,
      number: 'S00042',
      status: 'confirmed',
      odooState: 'sale',
      currency: 'EUR',
    },
    ...{ total: '1', totalUntaxed: '1', orderedAt: new Date(), customerName: 'Thérèse' },
  });
});
afterAll(() => shop.close());

test('a few words find products, by a variant’s reference too, orders, categories, integrations and help', async () => {
  const kinds = async (q: string) =>
    (await searchEverywhere(shop.ctx, { q }, 'fr')).map(({ kind, title }) => `${kind} ${title}`);
  expect(await kinds('THE')).toEqual(
    expect.arrayContaining(['product Théière en fonte', 'order S00042', 'category Thé et café']),
  );
  expect(await kinds('tb-77')).toEqual(['product Tasse']);
  expect(await kinds('odoo')).toEqual(expect.arrayContaining(['integration Odoo']));
  expect((await kinds('entrepot archive')).some((one) => one.startsWith('help '))).toBe(true);
  expect(await kinds('100%_')).toEqual([]);
});

test('what is kept for searches is made anew by other rules, and no product counts as changed', async () => {
  const versions = () =>
    shop.db.execute(sql`select sum(version) as sum, max(updated_at) as at from products`);
  const before = await versions();
  const [rule] = await shop.db.execute<{ text: string }>(
    sql`select pg_get_functiondef('public.search_key'::regproc) as text`,
  );
  await shop.db.execute(sql`create or replace function public.search_key(title text, sku text, ean text) returns text
    language sql immutable parallel safe as $$ select 'otherwise ' || public.text_key(title) $$`);
  await rebuildSearchKeys(shop.db);
  expect(await countProducts(shop.ctx, browseQuery.parse({ search: 'otherwise' }))).toBe(2);
  await shop.db.execute(sql.raw(rule?.text ?? ''));
  await rebuildSearchKeys(shop.db);
  expect(await countProducts(shop.ctx, browseQuery.parse({ search: 'otherwise' }))).toBe(0);
  expect(await versions()).toEqual(before);
});
