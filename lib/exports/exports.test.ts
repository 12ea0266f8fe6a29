import { readSheet } from 'read-excel-file/node';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openCatalogue, type TestCatalogue } from '@/e2e/support/catalogue';
import { createCategory } from '@/lib/catalogue/categories/create-category';
import { browseQuery } from '@/lib/catalogue/products/browse-products';
import { createProduct } from '@/lib/catalogue/products/create-product';
import { stockBrowseQuery } from '@/lib/catalogue/stock/browse-stock';
import { setStock } from '@/lib/catalogue/stock/set-stock';
import { streamSheet } from '@/lib/spreadsheet/answer-sheet';
import { exportProducts, PRODUCT_COLUMNS } from './export-products';
import { exportStock } from './export-stock';

let shop: TestCatalogue;
beforeAll(async () => {
  shop = await openCatalogue();
  const { id: parent } = await createCategory(shop.ctx, { name: 'Maison', parent_id: null });
  const { id: category_id } = await createCategory(shop.ctx, { name: 'Tasses', parent_id: parent });
  const mug = await createProduct(shop.ctx, {
    ...{ title: '=HYPERLINK("http://x")', sku: '-1+1', ean: '3017620422003', price: '19.90', category_id },
    ...{ description: 'Deux\nlignes; et « guillemets » "droits" & <b>', weight: '0.35' },
  });
  await setStock(shop.ctx, mug.id, { quantity: '12.5', alert_threshold: '3' });
  await createProduct(shop.ctx, {
    title: 'T-shirt',
    variants: [
      { attributes: { Taille: 'M' }, sku: 'T-M' },
      { attributes: { Taille: 'L' }, sku: 'T-L' },
    ],
  });
});
afterAll(() => shop.close());

const bytes = async (stream: ReadableStream<Uint8Array>) =>
  Buffer.from(await new Response(stream).arrayBuffer());
const at = (row: readonly unknown[], key: (typeof PRODUCT_COLUMNS)[number]) =>
  row[PRODUCT_COLUMNS.indexOf(key)];

test('CSV in French: semicolons, decimal commas, variants under their product, no cell that runs as a formula', async () => {
  const sheet = exportProducts(shop.ctx, browseQuery.parse({}), 'fr');
  const text = (await bytes(streamSheet(sheet, 'csv'))).toString('utf8');
  expect(text.startsWith('\uFEFFIdentifiant;')).toBe(true);
  expect(text).toContain(
    `;"'=HYPERLINK(""http://x"")";;'-1+1;3017620422003;19,90;;Maison / Tasses;active;0,35;`,
  );
  expect(text.split('\n').filter((line) => /;Taille: [ML];T-[ML];/.test(line)).length).toBe(2);
});

test('XLSX keeps texts and exact numbers, line ends and marks; a filter narrows it', async () => {
  const file = await bytes(
    streamSheet(exportProducts(shop.ctx, browseQuery.parse({ search: 'HYPERLINK' }), 'en'), 'xlsx'),
  );
  const [head = [], row = [], ...rest] = await readSheet(file, { parseNumber: String });
  expect(at(head, 'title')).toBe('Title');
  expect(rest).toEqual([]);
  expect(at(row, 'title')).toBe('=HYPERLINK("http://x")');
  expect(at(row, 'price')).toBe('19.90');
  expect(at(row, 'description')).toBe('Deux\nlignes; et « guillemets » "droits" & <b>');
});

test('stock has a row for each product and warehouse', async () => {
  const sheet = exportStock(shop.ctx, stockBrowseQuery.parse({ low: 'false' }), 'en');
  const lines = (await bytes(streamSheet(sheet, 'csv'))).toString('utf8').trim().split('\n');
  expect(lines.length).toBe(4);
  expect(lines.some((line) => line.endsWith(',WH/Stock,12.5,3'))).toBe(true);
});
