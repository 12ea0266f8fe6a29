import { type SQLWrapper, sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { insertIntegration, openCatalogue, type TestCatalogue } from '@/e2e/support/catalogue';
import { createCategory } from '../categories/create-category';
import { browseStock, countStock, STOCK_SORTS, stockBrowseQuery } from '../stock/browse-stock';
import { setStock } from '../stock/set-stock';
import {
  browseProducts,
  browseQuery,
  countProducts,
  readBrowseQuery,
  selectBrowsed,
} from './browse-products';
import { createProduct } from './create-product';
import { deleteProduct } from './delete-product';
import { isBroadSearch } from './filters';
import { listProducts, selectListed } from './list-products';
import { newProduct, productListQuery } from './schema';

const MANY = 20_000;
let shop: TestCatalogue;
let shirts: string;
let clothes: string;

const make = (input: unknown) => createProduct(shop.ctx, newProduct.parse(input));
const list = (query: Record<string, string> = {}) => listProducts(shop.ctx, productListQuery.parse(query));
const browse = (query: Record<string, string> = {}) => browseProducts(shop.ctx, browseQuery.parse(query));
const titles = async (query: Record<string, string>) =>
  (await browse(query)).data.map((product) => product.title);

beforeAll(async () => {
  shop = await openCatalogue();
  clothes = (await createCategory(shop.ctx, { name: 'Vêtements', parent_id: null })).id;
  shirts = (await createCategory(shop.ctx, { name: 'T-shirts', parent_id: clothes })).id;
  await shop.db.execute(sql`
    insert into products (id, title, sku, ean, price, updated_at)
    select gen_random_uuid(), 'Série ' || md5(n::text), 'SER-' || n, (4000000000000 + n)::text, n % 100,
      now() - interval '1 year' + n * interval '1 second'
    from generate_series(1, ${MANY}::int) n`);
  await shop.db.execute(sql`analyze products`);
});
afterAll(() => shop.close());

describe('what the list holds', () => {
  test('variants too, unless only heads or only the children of one are asked for', async () => {
    const parent = await make({
      title: 'Zèbre en peluche',
      variants: [{ attributes: { T: 'S' }, sku: 'ZEB-S' }],
    });
    const ids = async (query: Record<string, string>) =>
      (await list(query)).data.map((product) => product.id);
    expect(await ids({ search: 'zebre' })).toEqual([parent.id, ...parent.variant_ids]);
    expect(await ids({ search: 'zebre', parent_id: 'none' })).toEqual([parent.id]);
    expect(await ids({ parent_id: parent.id })).toEqual(parent.variant_ids);
    expect(await titles({ search: 'zeb-s' })).toEqual(['Zèbre en peluche']);
  });

  test('a category with everything under it', async () => {
    await make({ title: 'Dans la mère', category_id: clothes });
    await make({ title: 'Dans la fille', category_id: shirts });
    expect(await titles({ category_id: clothes })).toEqual(['Dans la fille', 'Dans la mère']);
    expect(await titles({ category_id: shirts })).toEqual(['Dans la fille']);
  });

  test('archived products only when asked', async () => {
    const gone = await make({ title: 'Objet disparu' });
    await deleteProduct(shop.ctx, gone.id);
    expect((await list({ search: 'disparu' })).data).toEqual([]);
    expect((await list({ search: 'disparu', include_deleted: 'true' })).data).toHaveLength(1);
    expect(await titles({ search: 'disparu', status: 'archived' })).toEqual(['Objet disparu']);
  });

  test('what changed since, its stock counted', async () => {
    const old = await make({ title: 'Ancien' });
    await shop.db.execute(sql`alter table products disable trigger products_version`);
    await shop.db.execute(
      sql`update products set updated_at = now() - interval '1 day' where id = ${old.id}`,
    );
    await shop.db.execute(sql`alter table products enable trigger products_version`);
    const since = new Date(Date.now() - 3_600_000).toISOString();
    const found = async () => (await list({ updated_since: since, search: 'ancien' })).data.length;
    expect(await found()).toBe(0);
    await setStock(shop.ctx, old.id, { quantity: '1' });
    expect(await found()).toBe(1);
  });

  test('by stock: left, at its threshold, none', async () => {
    const [full, low, none] = await Promise.all(
      ['plein', 'bas', 'vide'].map((word) => make({ title: `Bocal ${word}` })),
    );
    await setStock(shop.ctx, full?.id ?? '', { quantity: '9', alert_threshold: '2' });
    await setStock(shop.ctx, low?.id ?? '', { quantity: '2', alert_threshold: '2' });
    await setStock(shop.ctx, none?.id ?? '', { quantity: '0' });
    expect(await titles({ search: 'bocal', stock: 'in_stock' })).toEqual(['Bocal bas', 'Bocal plein']);
    expect(await titles({ search: 'bocal', stock: 'low' })).toEqual(['Bocal bas']);
    expect(await titles({ search: 'bocal', stock: 'out' })).toEqual(['Bocal vide']);
  });

  test('by how it stands with an integration', async () => {
    await insertIntegration(shop.db);
    const waiting = await make({ title: 'Girafe en attente' });
    expect(await titles({ search: 'girafe', sync: 'pending' })).toEqual([waiting.title]);
    expect(await titles({ search: 'girafe', sync: 'not_linked' })).toEqual([waiting.title]);
    expect(await titles({ search: 'girafe', sync: 'synced' })).toEqual([]);
    expect(await titles({ search: 'girafe', sync: 'error' })).toEqual([]);
  });

  test('nonsense in the address counts as not asked', () =>
    expect(readBrowseQuery({ sort: 'weight', status: '', limit: '9999', search: 'x', page: '2' })).toEqual({
      sort: 'title',
      limit: 50,
      search: 'x',
    }));
});

describe('paging', () => {
  test.each(['title', 'title_desc', 'price', 'price_desc', 'updated', 'created'])(
    'by %s shows every product once',
    async (sort) => {
      const seen: string[] = [];
      for (let cursor: string | undefined, more = true; more; ) {
        const page = await browse({ search: 'a1b', limit: '37', sort, ...(cursor ? { cursor } : {}) });
        seen.push(...page.data.map((product) => product.id));
        more = page.next_cursor !== null;
        cursor = page.next_cursor ?? undefined;
      }
      const count = await countProducts(shop.ctx, browseQuery.parse({ search: 'a1b' }));
      expect(count).toBeGreaterThan(50);
      expect(seen).toHaveLength(count);
      expect(new Set(seen).size).toBe(count);
    },
  );

  test.each(STOCK_SORTS)('of the stock by %s shows everything once, in that order', async (sort) => {
    const page = (cursor?: string) =>
      browseStock(
        shop.ctx,
        stockBrowseQuery.parse({ search: 'bocal', limit: '1', sort, ...(cursor ? { cursor } : {}) }),
      );
    const seen: { title: string; quantity: number }[] = [];
    for (let cursor: string | undefined, more = true; more; ) {
      const { data, next_cursor } = await page(cursor);
      seen.push(...data.map(({ title, levels }) => ({ title, quantity: Number(levels[0]?.quantity) })));
      more = next_cursor !== null;
      cursor = next_cursor ?? undefined;
    }
    expect(seen).toHaveLength(
      await countStock(shop.ctx, stockBrowseQuery.parse({ search: 'bocal', limit: '1' })),
    );
    const up = sort.startsWith('title')
      ? ['Bocal bas', 'Bocal plein', 'Bocal vide']
      : ['Bocal vide', 'Bocal bas', 'Bocal plein'];
    expect(seen.map(({ title }) => title)).toEqual(sort.endsWith('_desc') ? up.toReversed() : up);
  });
});

describe('at many products the database uses its indexes', () => {
  const plan = async (query: SQLWrapper) =>
    JSON.stringify(await shop.db.execute(sql`explain (format json) ${query}`));
  const cursorOf = async (sort: string) => (await browse({ sort, limit: '500' })).next_cursor ?? '';

  test.each([
    ['title', 'products_list_idx'],
    ['updated', 'products_updated_idx'],
    ['created', 'products_live_idx'],
  ])('first and later pages by %s', async (sort, index) => {
    const later = { sort, cursor: await cursorOf(sort) };
    for (const query of [{ sort }, later]) {
      expect(await plan(selectBrowsed(shop.db, browseQuery.parse(query)))).toContain(index);
    }
  });

  test.each([
    [{ search: 'ser-19321' }, 'products_search_idx'],
    [{ sku: 'SER-19321' }, 'products_sku_idx'],
    [{ ean: '4000000019321' }, 'products_ean_idx'],
    [{}, 'products_pkey'],
  ])('the list for %j', async (query, index) => {
    expect(await plan(selectListed(shop.db, productListQuery.parse(query)))).toContain(index);
  });

  test('a search that most of the list matches is a walk along it, and finds the same', async () => {
    await make({ title: 'Manteau', variants: [{ attributes: { Taille: 'M' }, sku: 'MAN-M' }] });
    const found = async (search: string, broad: boolean) => {
      const rows = await selectBrowsed(shop.db, browseQuery.parse({ search }), broad);
      return rows.map(({ id }) => id);
    };
    for (const search of ['serie', 'man-m', 'serie ser-1932', 'nowhere']) {
      expect(await found(search, true)).toEqual(await found(search, false));
    }
    expect(await found('man-m', true)).toHaveLength(1);
    expect(await isBroadSearch(shop.db, 'serie')).toBe(true);
    expect(await isBroadSearch(shop.db, 'man-m')).toBe(false);
    const walked = await plan(selectBrowsed(shop.db, browseQuery.parse({ search: 'serie' }), true));
    expect(walked).toContain('products_list_idx');
    expect(walked).not.toContain('"Sort"');
  });

  test('search among heads', async () =>
    expect(await plan(selectBrowsed(shop.db, browseQuery.parse({ search: 'ser-19321' })))).toContain(
      'products_search_idx',
    ));
});
