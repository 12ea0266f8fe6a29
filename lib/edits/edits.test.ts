import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { eq, like, sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { products, stockLevels } from '@/db/schema/catalogue';
import type { EditSubject } from '@/db/schema/edits';
import { outbox } from '@/db/schema/feeds';
import { openCatalogue, type TestCatalogue } from '@/e2e/support/catalogue';
import { createCategory } from '@/lib/catalogue/categories/create-category';
import { browseQuery } from '@/lib/catalogue/products/browse-products';
import { createProduct } from '@/lib/catalogue/products/create-product';
import { deleteProduct } from '@/lib/catalogue/products/delete-product';
import { getProduct } from '@/lib/catalogue/products/get-product';
import { restoreProduct } from '@/lib/catalogue/products/restore-product';
import { updateProduct } from '@/lib/catalogue/products/update-product';
import { setStock } from '@/lib/catalogue/stock/set-stock';
import { exportProducts } from '@/lib/exports/export-products';
import { streamSheet } from '@/lib/spreadsheet/answer-sheet';
import { createFileStore } from '@/lib/storage/file-store';
import type { ObjectStore } from '@/lib/storage/store';
import { bulkInput } from './bulk-schema';
import { carryOut } from './carry-out';
import { confirmEdit } from './confirm-edit';
import { mapColumns } from './map-columns';
import { changedPrice, type Rounding } from './price-change';
import { editRowsQuery, getEdit, listEditRows } from './read-edits';
import { startBulkEdit, startStockBulkEdit } from './start-bulk-edit';
import { startImport } from './start-import';
import { stockBulkInput } from './stock-bulk-schema';
import { undoEdit } from './undo-edit';
import { workOnEdit } from './work';

let shop: TestCatalogue;
let store: ObjectStore;
let folder: string;
let mugs: string;
const made: Record<'mug' | 'plate' | 'shirt', string> = { mug: '', plate: '', shirt: '' };

beforeAll(async () => {
  shop = await openCatalogue();
  folder = await mkdtemp(path.join(tmpdir(), 'edits-'));
  store = createFileStore(folder);
  mugs = (await createCategory(shop.ctx, { name: 'Tasses', parent_id: null })).id;
  const base = { category_id: mugs, price: '10.00' };
  made.mug = (await createProduct(shop.ctx, { ...base, title: 'Mug', sku: 'MUG', ean: '3017620422003' })).id;
  made.plate = (
    await createProduct(shop.ctx, { ...base, title: 'Assiette', sku: 'PLATE', price: '4.50' })
  ).id;
  const variants = ['M', 'L'].map((size) => ({
    attributes: { Taille: size },
    sku: `T-${size}`,
    price: '20.00',
  }));
  made.shirt = (await createProduct(shop.ctx, { title: 'T-shirt', price: '20.00', variants })).id;
  await setStock(shop.ctx, made.mug, { quantity: '5' });
});
afterAll(async () => {
  await shop.close();
  await rm(folder, { recursive: true, force: true });
});

async function read(text: string | Buffer, subject: EditSubject = 'products') {
  const form = new FormData();
  form.append('file', new File([new Uint8Array(Buffer.from(text))], 'file.csv'));
  const { id } = await startImport(shop.ctx, store, { form, subject });
  await workOnEdit(shop.ctx, store, id);
  return id;
}
const rowsOf = async (id: string, query: object = {}) =>
  (await listEditRows(shop.ctx, id, editRowsQuery.parse({ limit: 500, ...query }), 'en')).data;
const apply = async (id: string) => {
  await confirmEdit(shop.ctx, id);
  await workOnEdit(shop.ctx, store, id);
};
const undo = async (id: string) => {
  await undoEdit(shop.ctx, id);
  await workOnEdit(shop.ctx, store, id);
};
const priceOf = async (id: string) => (await getProduct(shop.ctx, id)).price;

test('a file says line by line what it would do and writes nothing before it is confirmed; undo takes it back', async () => {
  const id = await read(
    [
      'Référence (SKU);Titre;Prix de vente TTC;Catégorie;Remarque',
      'MUG;Grand mug;12,50;Tasses;x',
      'PLATE;Assiette;4,5;;',
      'NEW;Bol;1 234,50;Tasses;',
      'BAD;Verre;douze;Inconnue;',
      'T-M;T-shirt;21,00;;',
      'MUG;Encore;1;;',
    ].join('\r\n'),
  );
  const edit = await getEdit(shop.ctx, id, 'fr');
  expect(edit).toMatchObject({ status: 'ready', counts: { create: 1, update: 2, unchanged: 1, wrong: 2 } });
  expect(edit.columns.map(({ field }) => field)).toEqual(['sku', 'title', 'price', 'category', null]);
  const [bad, double] = await rowsOf(id, { action: 'wrong' });
  expect(bad?.problems.map(({ column, code }) => [column, code])).toEqual([
    ['price', 'decimal'],
    ['category', 'unknown_category_name'],
  ]);
  expect(double).toMatchObject({ position: 7, problems: [{ code: 'doubled_in_file' }] });
  await expect(rowsOf(randomUUID())).rejects.toMatchObject({ code: 'not_found' });
  expect(await shop.db.$count(products)).toBe(5);
  await shop.db.delete(outbox);

  await apply(id);
  expect(await getProduct(shop.ctx, made.mug)).toMatchObject({ title: 'Grand mug', price: '12.50' });
  const [bowl] = await shop.db.select().from(products).where(eq(products.sku, 'NEW'));
  expect(bowl).toMatchObject({ title: 'Bol', price: '1234.5000', categoryId: mugs });

  await updateProduct(shop.ctx, made.mug, { price: '13.00' });
  await undo(id);
  // The title goes back; the price was changed since and stays.
  expect(await getProduct(shop.ctx, made.mug)).toMatchObject({ title: 'Mug', price: '13.00' });
  expect((await getProduct(shop.ctx, bowl?.id ?? '')).deleted_at).not.toBeNull();
  expect(await getEdit(shop.ctx, id, 'fr')).toMatchObject({
    status: 'undone',
    counts: { undone: 3, kept: 0 },
  });
  await updateProduct(shop.ctx, made.mug, { price: '10.00' });
});

test('counts and thresholds of all that the stock list shows are changed together, and taken back', async () => {
  await setStock(shop.ctx, made.mug, { quantity: '5', alert_threshold: null });
  const input = (change: object) =>
    stockBulkInput.parse({ selection: { filter: { search: 'mug' } }, change });
  const { id } = await startStockBulkEdit(
    shop.ctx,
    input({ quantity: { mode: 'add', value: '-2' }, alert_threshold: '1' }),
  );
  await workOnEdit(shop.ctx, store, id);
  expect(await rowsOf(id)).toMatchObject([
    { label: 'Mug', change: { stock: [{ quantity: '3', alert_threshold: '1' }] } },
  ]);
  // A sale meanwhile: the difference is applied, not the figure that was seen.
  await setStock(shop.ctx, made.mug, { quantity: '4' });
  await apply(id);
  const levels = async () => (await getProduct(shop.ctx, made.mug)).stock;
  expect(await levels()).toMatchObject([{ quantity: '2', alert_threshold: '1' }]);
  await undo(id);
  expect(await levels()).toMatchObject([{ quantity: '4', alert_threshold: null }]);

  const short = await startStockBulkEdit(shop.ctx, input({ quantity: { mode: 'add', value: '-9' } }));
  await workOnEdit(shop.ctx, store, short.id);
  expect(await rowsOf(short.id)).toMatchObject([{ action: 'wrong', problems: [{ code: 'negative' }] }]);
  expect(stockBulkInput.safeParse({ selection: { filter: {} }, change: {} }).success).toBe(false);

  const change = { alert_threshold: '1' };
  const filter = { search: 'mug', sort: 'quantity_desc' };
  for (const [selection, labels] of [
    [{ ids: [made.mug] }, ['Mug']],
    [{ filter, except: [made.mug] }, []],
  ] as const) {
    const some = await startStockBulkEdit(shop.ctx, stockBulkInput.parse({ selection, change }));
    await workOnEdit(shop.ctx, store, some.id);
    expect((await rowsOf(some.id)).map(({ label }) => label)).toEqual(labels);
  }
  await setStock(shop.ctx, made.mug, { quantity: '5' });
});

test('a row that fails in an unforeseen way is that row’s error; the others are applied', async () => {
  await shop.db.execute(sql`create function refuse_plate() returns trigger language plpgsql as
    $$ begin if new.sku = 'PLATE' and new.title = 'Soucoupe' then raise exception 'no'; end if; return new; end $$`);
  await shop.db.execute(
    sql`create trigger refuse_plate before update on products for each row execute function refuse_plate()`,
  );
  const id = await read('SKU;Titre\nPLATE;Soucoupe\nMUG;Chope\n');
  await apply(id);
  await shop.db.execute(sql`drop trigger refuse_plate on products`);
  expect(await getEdit(shop.ctx, id, 'fr')).toMatchObject({
    status: 'applied',
    counts: { done: 1, refused: 1 },
  });
  const [refused] = await rowsOf(id, { outcome: 'refused' });
  expect(refused).toMatchObject({ problems: [{ code: 'row_failed', message: expect.stringMatching(/\w/) }] });
  expect(await getProduct(shop.ctx, made.mug)).toMatchObject({ title: 'Chope' });
  await undo(id);
});

test('what was exported comes back unchanged, as CSV and as XLSX, and what changed since the preview is refused', async () => {
  const query = browseQuery.parse({});
  for (const format of ['csv', 'xlsx'] as const) {
    for (const language of ['fr', 'en'] as const) {
      const file = await new Response(
        streamSheet(exportProducts(shop.ctx, query, language), format),
      ).arrayBuffer();
      const id = await read(Buffer.from(file));
      const { status, counts } = await getEdit(shop.ctx, id, 'en');
      expect({ format, language, status, counts }).toMatchObject({
        status: 'ready',
        counts: { create: 0, update: 0, wrong: 0, unchanged: 5 },
      });
    }
  }
  const id = await read('sku,price\nMUG,11.00\nPLATE,5.00');
  await updateProduct(shop.ctx, made.mug, { price: '10.40' });
  await apply(id);
  expect((await rowsOf(id)).map(({ outcome, problems }) => [outcome, problems[0]?.code])).toEqual([
    ['refused', 'changed_since'],
    ['done', undefined],
  ]);
  expect(await priceOf(made.mug)).toBe('10.40');
  await undo(id);
  await updateProduct(shop.ctx, made.mug, { price: '10.00' });
});

test('a person says what columns stand for and how numbers are written; a file of a French Windows is read', async () => {
  const id = await read(Buffer.from('code;libell\xe9;montant\nPLATE;Assiette cr\xe8me;1,234', 'latin1'));
  const edit = await getEdit(shop.ctx, id, 'fr');
  expect(edit.columns.map(({ field }) => field)).toEqual(['sku', 'title', null]);
  await mapColumns(shop.ctx, id, { fields: ['sku', 'title', 'price'], language: 'en' });
  await workOnEdit(shop.ctx, store, id);
  expect((await rowsOf(id))[0]?.change.product).toEqual({ title: 'Assiette crème', price: '1234' });
  await mapColumns(shop.ctx, id, { fields: ['sku', null, 'price'], language: 'fr' });
  await workOnEdit(shop.ctx, store, id);
  expect((await rowsOf(id))[0]?.change.product).toEqual({ price: '1.234' });
});

test('counts are applied by difference, so that a sale between preview and confirmation is kept; and go back so', async () => {
  const id = await read(
    'SKU;Entrepôt;Quantité;Seuil d’alerte\nMUG;WH/Stock;8;2\nT-M;Nulle part;1;\nGHOST;;1;',
    'stock',
  );
  expect((await rowsOf(id)).map(({ label, action, problems }) => [label, action, problems[0]?.code])).toEqual(
    [
      ['Mug', 'update', undefined],
      ['T-shirt (M)', 'wrong', 'unknown_warehouse_name'],
      ['GHOST', 'wrong', 'unknown_product'],
    ],
  );
  await setStock(shop.ctx, made.mug, { quantity: '4' });
  await apply(id);
  const level = async () =>
    (await shop.db.select().from(stockLevels).where(eq(stockLevels.productId, made.mug)))[0];
  expect(await level()).toMatchObject({ quantity: '7.0000', alertThreshold: '2.0000' });
  await setStock(shop.ctx, made.mug, { quantity: '6' });
  await undo(id);
  expect(await level()).toMatchObject({ quantity: '3.0000', alertThreshold: null });
});

test('many products are changed as a list shows them, variants with their product, after a preview', async () => {
  const input = bulkInput.parse({
    selection: { filter: {}, except: [made.plate] },
    change: { price: { mode: 'percent', value: '-5', rounding: '.90' }, status: 'draft' },
  });
  const { id } = await startBulkEdit(shop.ctx, input);
  await workOnEdit(shop.ctx, store, id);
  const rows = await rowsOf(id);
  expect(rows.map(({ label, change }) => [label, change.product])).toEqual([
    ['Mug', { price: '9.90', status: 'draft' }],
    ['T-shirt', { price: '18.90', status: 'draft' }],
    ['T-shirt (M)', { price: '18.90' }],
    ['T-shirt (L)', { price: '18.90' }],
  ]);
  expect(await priceOf(made.mug)).toBe('10.00');
  await apply(id);
  expect(await getProduct(shop.ctx, made.mug)).toMatchObject({ price: '9.90', status: 'draft' });
  expect(await priceOf(made.plate)).toBe('4.50');
  await undo(id);
  expect(await getProduct(shop.ctx, made.mug)).toMatchObject({ price: '10.00', status: 'active' });
  const { variant_ids } = await getProduct(shop.ctx, made.shirt);
  const shirtPrices = () => Promise.all([made.shirt, ...variant_ids].map(priceOf));
  expect(await shirtPrices()).toEqual(['20.00', '20.00', '20.00']);
  // A file says what each of its products costs.
  const file = await read(`id,price\n${made.shirt},25\n${variant_ids.map((one) => `${one},20`).join('\n')}`);
  await apply(file);
  expect(await shirtPrices()).toEqual(['25.00', '20.00', '20.00']);
  await undo(file);
  expect(await shirtPrices()).toEqual(['20.00', '20.00', '20.00']);
});

test('a file says what each variant costs in purchase, whatever its product’s line gives the others', async () => {
  const { variant_ids } = await getProduct(shop.ctx, made.shirt);
  const [medium = '', large = ''] = variant_ids;
  await updateProduct(shop.ctx, made.shirt, { cost_price: '5.00' });
  const costs = async () =>
    Promise.all([made.shirt, medium, large].map(async (id) => (await getProduct(shop.ctx, id)).cost_price));
  expect(await costs()).toEqual(['5.00', '5.00', '5.00']);
  const file = await read(`id,cost_price\n${made.shirt},6\n${medium},7`);
  await apply(file);
  expect((await rowsOf(file)).map(({ outcome }) => outcome)).toEqual(['done', 'done']);
  expect(await costs()).toEqual(['6.00', '7.00', '6.00']);
  await undo(file);
  expect(await costs()).toEqual(['5.00', '5.00', '5.00']);
});

test('an archived variant comes back at the price that many were given together with its product', async () => {
  const { id, variant_ids } = await createProduct(shop.ctx, {
    title: 'Bonnet',
    price: '20.00',
    variants: ['S', 'M'].map((size) => ({ attributes: { Taille: size }, price: '20.00' })),
  });
  const [small = '', medium = ''] = variant_ids;
  await deleteProduct(shop.ctx, small);
  const change = { price: { mode: 'percent', value: '10' } };
  const edit = await startBulkEdit(shop.ctx, bulkInput.parse({ selection: { ids: [id] }, change }));
  await workOnEdit(shop.ctx, store, edit.id);
  await apply(edit.id);
  await restoreProduct(shop.ctx, small);
  expect(await Promise.all([id, small, medium].map(priceOf))).toEqual(['22.00', '22.00', '22.00']);
});

test('two workers at once, one of them thought dead, make no record twice', async () => {
  const id = await read('sku,name\nTWICE-1,One\nTWICE-2,Two\nTWICE-3,Three');
  const edit = await confirmEdit(shop.ctx, id);
  await Promise.all([carryOut(shop.ctx, edit), carryOut(shop.ctx, edit)]);
  expect(await shop.db.$count(products, like(products.sku, 'TWICE-%'))).toBe(3);
  expect((await getEdit(shop.ctx, id, 'en')).counts).toMatchObject({ done: 3, refused: 0 });
});

test('fifty thousand lines are read in batches', async () => {
  const lines = Array.from({ length: 50_000 }, (_line, index) => `L-${index},Line ${index},${index % 97}.5`);
  const id = await read(`sku,name,price\n${lines.join('\n')}`);
  expect((await getEdit(shop.ctx, id, 'en')).counts).toMatchObject({ create: 50_000, wrong: 0 });
}, 120_000);

test('what is no file of ours is said', async () => {
  const id = await read(Buffer.from('PK\u0003\u0004 not a workbook'));
  expect(await getEdit(shop.ctx, id, 'en')).toMatchObject({
    status: 'failed',
    failure: { code: 'unreadable_file' },
  });
  await expect(confirmEdit(shop.ctx, id)).rejects.toMatchObject({ code: 'edit_not_ready' });
  await expect(confirmEdit(shop.viewer, id)).rejects.toMatchObject({ code: 'forbidden' });
});

test('prices are rounded as shops round', () => {
  const at = (price: string, rounding: Rounding, value = '0') =>
    changedPrice(price, { mode: 'percent', value, rounding });
  expect(at('19.99', '0.01', '10')).toBe('21.99');
  expect(at('10.12', '0.05')).toBe('10.10');
  expect(at('10.13', '0.05')).toBe('10.15');
  expect(at('10.25', '0.50')).toBe('10.50');
  expect(at('10.39', '.90')).toBe('9.90');
  expect(at('10.40', '.90')).toBe('10.90');
  expect(at('0.20', '.99')).toBe('0.99');
  expect(changedPrice('2', { mode: 'amount', value: '-3', rounding: '0.01' })).toBeNull();
  expect(changedPrice(null, { mode: 'percent', value: '5', rounding: '0.01' })).toBeNull();
});
