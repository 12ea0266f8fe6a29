import { afterAll, beforeAll, expect, test } from 'vitest';
import { openCatalogue, type TestCatalogue } from '@/e2e/support/catalogue';
import { createProduct } from '../products/create-product';
import { deleteProduct } from '../products/delete-product';
import { browseTree, treeQuery } from './browse-tree';
import { createCategory } from './create-category';
import { deleteCategory } from './delete-category';
import { categoryTree, listCategories } from './queries';
import { updateCategory } from './update-category';

let shop: TestCatalogue;
beforeAll(async () => {
  shop = await openCatalogue();
});
afterAll(() => shop.close());

const make = (name: string, parent_id: string | null = null) => createCategory(shop.ctx, { name, parent_id });

test('a tree is listed by path, with its counts', async () => {
  const clothes = await make('Vêtements');
  const shirts = await make('T-shirts', clothes.id);
  await make('Accessoires');
  await createProduct(shop.ctx, { title: 'Un', category_id: shirts.id });
  const tree = await categoryTree(shop.ctx);
  expect(tree.map((category) => [category.path.join(' → '), category.product_count])).toEqual([
    ['Accessoires', 0],
    ['Vêtements', 0],
    ['Vêtements → T-shirts', 1],
  ]);
});

test('sisters have different names, whatever case and accents', async () => {
  const parent = await make('Électronique');
  await expect(make('electronique')).rejects.toMatchObject({ code: 'category_name_taken' });
  await make('Électronique', parent.id);
  expect((await updateCategory(shop.ctx, parent.id, { name: 'ÉLECTRONIQUE' })).name).toBe('ÉLECTRONIQUE');
});

test('a category is never placed under itself, even by two moves at once', async () => {
  const a = await make('A');
  const b = await make('B', a.id);
  await expect(updateCategory(shop.ctx, a.id, { parent_id: b.id })).rejects.toMatchObject({
    code: 'category_loop',
  });
  await expect(updateCategory(shop.ctx, a.id, { parent_id: a.id })).rejects.toMatchObject({
    code: 'category_loop',
  });
  const c = await make('C');
  const d = await make('D');
  const moves = await Promise.allSettled([
    updateCategory(shop.ctx, c.id, { parent_id: d.id }),
    updateCategory(shop.ctx, d.id, { parent_id: c.id }),
  ]);
  expect(moves.filter((move) => move.status === 'fulfilled')).toHaveLength(1);
  expect((await updateCategory(shop.ctx, b.id, { parent_id: null })).path).toEqual(['B']);
});

test('what is in use is not deleted', async () => {
  const top = await make('Maison');
  const below = await make('Cuisine', top.id);
  const product = await createProduct(shop.ctx, { title: 'Poêle', category_id: below.id });
  await expect(deleteCategory(shop.ctx, top.id)).rejects.toMatchObject({
    params: { products: 0, categories: 1 },
  });
  await expect(deleteCategory(shop.ctx, below.id)).rejects.toMatchObject({
    params: { products: 1, categories: 0 },
  });
  await deleteProduct(shop.ctx, product.id);
  await deleteCategory(shop.ctx, below.id);
  await deleteCategory(shop.ctx, below.id);
  await deleteCategory(shop.ctx, top.id);
  const names = (await categoryTree(shop.ctx)).map((category) => category.name);
  expect(names).not.toContain('Maison');
  expect(names).not.toContain('Cuisine');
});

test('a viewer may look, not touch', async () => {
  const category = await make('Lecture');
  await expect(updateCategory(shop.viewer, category.id, { name: 'x' })).rejects.toMatchObject({
    code: 'forbidden',
  });
  expect((await listCategories(shop.viewer, { limit: 1 })).data).toHaveLength(1);
});

test('the list is paged without a gap', async () => {
  const all = await listCategories(shop.ctx, { limit: 500 });
  const seen: string[] = [];
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const page = await listCategories(shop.ctx, { limit: 2, cursor });
    seen.push(...page.data.map((category) => category.id));
    cursor = page.next_cursor;
  }
  expect(seen).toEqual(all.data.map((category) => category.id));
});

test('the tree is browsed by page and by words, each category with what lies below it', async () => {
  const tree = await browseTree(shop.ctx, treeQuery.parse({}), 'fr');
  const whole = await categoryTree(shop.ctx, 'fr');
  expect(tree.total).toBe(whole.length);
  for (const { id, products } of tree.rows) {
    const below = whole.filter(({ path }) => {
      const at = tree.rows.find((row) => row.id === id)?.path ?? [];
      return at.every((name, depth) => path[depth] === name);
    });
    expect(products).toBe(below.reduce((sum, { product_count }) => sum + product_count, 0));
  }
  const [last] = tree.rows.slice(-1);
  const rest = await browseTree(shop.ctx, treeQuery.parse({ from: tree.total - 1 }), 'fr');
  expect(rest).toEqual({ rows: [last], total: tree.total });
  const word = last?.name.slice(1, 4).toUpperCase();
  const found = await browseTree(shop.ctx, treeQuery.parse({ search: word }), 'fr');
  expect(found.rows.map(({ id }) => id)).toContain(last?.id);
});
