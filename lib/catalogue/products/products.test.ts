import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { products } from '@/db/schema/catalogue';
import { outbox } from '@/db/schema/feeds';
import { insertIntegration, openCatalogue, type TestCatalogue } from '@/e2e/support/catalogue';
import { createCategory } from '../categories/create-category';
import { deleteCategory } from '../categories/delete-category';
import { getCategory } from '../categories/queries';
import { setStock } from '../stock/set-stock';
import { createProduct } from './create-product';
import { deleteProduct } from './delete-product';
import { getProduct } from './get-product';
import { restoreProduct } from './restore-product';
import { newProduct, productPatch } from './schema';
import { updateProduct } from './update-product';

let shop: TestCatalogue;
beforeAll(async () => {
  shop = await openCatalogue();
});
afterAll(() => shop.close());

const make = (input: unknown) => createProduct(shop.ctx, newProduct.parse(input));
const change = (id: string, patch: unknown) => updateProduct(shop.ctx, id, productPatch.parse(patch));

describe('making a product', () => {
  test('keeps what was said, normalised, in the shape of the API', async () => {
    const product = await make({
      title: '  Chemise \t en lin ',
      description: 'Une ligne\r\nune autre',
      sku: ' CH-1 ',
      ean: '',
      price: '49.9',
      cost_price: 20,
      weight: '0.3500',
      attributes: { Marque: 'Atelier' },
    });
    expect(product).toMatchObject({
      parent_id: null,
      title: 'Chemise en lin',
      description: 'Une ligne\nune autre',
      sku: 'CH-1',
      ean: null,
      price: '49.90',
      cost_price: '20.00',
      weight: '0.35',
      attributes: { Marque: 'Atelier' },
      images: [],
      stock: [],
      stock_quantity: '0',
      status: 'active',
      deleted_at: null,
      variant_ids: [],
      sync: [],
    });
  });

  test.each([
    [{}, 'title'],
    [{ title: ' \n ' }, 'title'],
    [{ title: 'x', price: 'douze' }, 'price'],
    [{ title: 'x', price: '-1' }, 'price'],
    [{ title: 'x', price: '1.00001' }, 'price'],
    [{ title: 'x', ean: '1'.repeat(65) }, 'ean'],
    [{ title: 'x', attributes: { Couleur: 'a', ' couleur': 'b' } }, 'attributes'],
    [{ title: 'x', variants: [{ sku: 'A' }] }, 'variants.0.attributes'],
  ])('%j is refused at %s', (input, path) => {
    const result = newProduct.safeParse(input);
    expect(result.error?.issues.map((issue) => issue.path.join('.'))).toContain(path);
  });

  test('a field that does not exist is refused rather than dropped', () =>
    expect(newProduct.safeParse({ title: 'x', titel: 'y' }).success).toBe(false));

  test('a viewer may not', () =>
    expect(createProduct(shop.viewer, newProduct.parse({ title: 'x' }))).rejects.toMatchObject({
      code: 'forbidden',
    }));

  test('the category must exist', () =>
    expect(make({ title: 'x', category_id: '0190163d-8694-739b-aea5-966c26f8ad91' })).rejects.toMatchObject({
      code: 'unknown_category',
    }));

  test('a barcode has one owner, free again once it is archived; two at once get one', async () => {
    const owner = await make({ title: 'Owner', ean: '3017620422003' });
    await expect(make({ title: 'Other', ean: '3017620422003' })).rejects.toMatchObject({ code: 'ean_taken' });
    await deleteProduct(shop.ctx, owner.id);
    const results = await Promise.allSettled(
      [1, 2].map(() => make({ title: 'Again', ean: '3017620422003' })),
    );
    expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(1);
  });
});

describe('variants', () => {
  const shirt = (variants: unknown[]) => make({ title: 'T-shirt', price: '15', status: 'draft', variants });

  test('are products of their own, linked to their parent', async () => {
    const parent = await shirt([
      { attributes: { Couleur: 'Rouge', Taille: 'M' }, sku: 'TS-R-M' },
      { attributes: { Couleur: 'Bleu', Taille: 'M' }, sku: 'TS-B-M', price: '17' },
    ]);
    expect(parent.variant_ids).toHaveLength(2);
    const [red, blue] = await Promise.all(parent.variant_ids.map((id) => getProduct(shop.ctx, id)));
    expect(red).toMatchObject({
      parent_id: parent.id,
      title: 'T-shirt',
      sku: 'TS-R-M',
      price: '15.00',
      status: 'draft',
    });
    expect(blue).toMatchObject({ price: '17.00', attributes: { Couleur: 'Bleu', Taille: 'M' } });
  });

  test('have a combination of their own, whatever case, accents and order', async () => {
    const parent = await shirt([{ attributes: { Couleur: 'Écru', Taille: 'M' } }]);
    const again = { parent_id: parent.id, attributes: { taille: 'm', couleur: 'ecru' } };
    await expect(make(again)).rejects.toMatchObject({ code: 'combination_taken' });
    await expect(shirt([{ attributes: { A: '1' } }, { attributes: { a: '1' } }])).rejects.toMatchObject({
      code: 'combination_taken',
    });
    const other = await make({ parent_id: parent.id, attributes: { Couleur: 'Noir', Taille: 'M' } });
    await expect(change(other.id, { attributes: { Couleur: 'écru', Taille: 'M' } })).rejects.toMatchObject({
      code: 'combination_taken',
    });
  });

  test('two people adding the same one at once make one', async () => {
    const parent = await make({ title: 'Race' });
    const results = await Promise.allSettled(
      [1, 2, 3].map(() => make({ parent_id: parent.id, attributes: { Taille: 'S' } })),
    );
    expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(1);
  });

  test('have the same attributes as their sisters', async () => {
    const parent = await shirt([{ attributes: { Couleur: 'Rouge' } }]);
    await expect(make({ parent_id: parent.id, attributes: { Taille: 'M' } })).rejects.toMatchObject({
      code: 'attribute_names_differ',
      params: { names: ['Couleur'] },
    });
  });

  test('have no variants themselves, and need a parent', async () => {
    const parent = await shirt([{ attributes: { Couleur: 'Rouge' } }]);
    const [id = ''] = parent.variant_ids;
    await expect(make({ parent_id: id, attributes: { Taille: 'M' } })).rejects.toMatchObject({
      code: 'variant_of_variant',
    });
    await expect(
      make({ parent_id: '0190163d-8694-739b-aea5-966c26f8ad91', attributes: { Taille: 'M' } }),
    ).rejects.toMatchObject({ code: 'unknown_parent' });
  });

  test('follow their parent in what belongs to the family', async () => {
    const parent = await shirt([{ attributes: { Couleur: 'Rouge' } }]);
    const [id = ''] = parent.variant_ids;
    await expect(change(id, { title: 'Mine' })).rejects.toMatchObject({ code: 'variant_field_of_parent' });
    await change(parent.id, { title: 'Polo', status: 'active' });
    expect(await getProduct(shop.ctx, id)).toMatchObject({ title: 'Polo', status: 'active', price: '15.00' });
  });

  test('go on costing what their parent costs, archived or not, while those with a price of their own keep it', async () => {
    const colours = ['Rouge', 'Bleu', 'Noir'].map((Couleur) => ({ attributes: { Couleur } }));
    const parent = await shirt([...colours, { attributes: { Couleur: 'Or' }, price: '15.01' }]);
    await deleteProduct(shop.ctx, parent.variant_ids[1] ?? '');
    await change(parent.id, { price: '99' });
    await change(parent.variant_ids[2] ?? '', { price: '20' });
    await change(parent.id, { price: null });
    await change(parent.id, { price: '12' });
    const all = await Promise.all(parent.variant_ids.map((id) => getProduct(shop.ctx, id)));
    expect(all.map(({ price }) => price)).toEqual(['12.00', '12.00', '20.00', '15.01']);
  });

  test('refuse what only they can carry where each has its own, and nobody would take it', async () => {
    const parent = await shirt([
      { attributes: { Couleur: 'Rouge' } },
      { attributes: { Couleur: 'Bleu' }, weight: '2' },
    ]);
    await change(parent.id, { weight: '1', cost_price: '4' });
    const views = () => Promise.all(parent.variant_ids.map((id) => getProduct(shop.ctx, id)));
    expect((await views()).map(({ weight, cost_price }) => [weight, cost_price])).toEqual([
      ['1', '4.00'],
      ['2', '4.00'],
    ]);
    await change(parent.variant_ids[0] ?? '', { weight: '3' });
    await expect(change(parent.id, { title: 'Polo', weight: '5' })).rejects.toMatchObject({
      code: 'value_of_variants',
      params: { field: 'weight' },
    });
    // What stands there already, or nothing any more, is no new value.
    await change(parent.id, { title: 'Polo', weight: '1.0' });
    expect(await change(parent.id, { weight: null })).toMatchObject({ title: 'Polo', weight: null });
  });

  test('the first one keeps the stock its parent had', async () => {
    const product = await make({ title: 'Simple' });
    await setStock(shop.ctx, product.id, { quantity: '7' });
    const first = await make({ parent_id: product.id, attributes: { Taille: 'M' } });
    expect(first.stock_quantity).toBe('7');
    const parent = await getProduct(shop.ctx, product.id);
    expect(parent.stock).toEqual([]);
    expect(parent.stock_quantity).toBe('7');
  });
});

describe('changing a product', () => {
  test('touches what is given and nothing else', async () => {
    const product = await make({ title: 'A', sku: 'S', price: '10', description: 'D' });
    const changed = await change(product.id, { price: '12.5', sku: null });
    expect(changed).toMatchObject({ title: 'A', description: 'D', price: '12.50', sku: null });
  });

  test('to what it is already is no change: version and time stay', async () => {
    const product = await make({ title: 'Same', price: '10' });
    const version = () =>
      shop.db.select({ version: products.version }).from(products).where(eq(products.id, product.id));
    const before = await version();
    const changed = await change(product.id, { title: 'Same', price: '10.00' });
    expect(await version()).toEqual(before);
    expect(changed.updated_at).toBe(product.updated_at);
  });

  test('is refused while it is archived', async () => {
    const product = await make({ title: 'Old' });
    await deleteProduct(shop.ctx, product.id);
    await expect(change(product.id, { title: 'New' })).rejects.toMatchObject({ code: 'product_deleted' });
  });

  test('marks the whole family for every integration', async () => {
    const integrationId = await insertIntegration(shop.db);
    const parent = await make({ title: 'Family', variants: [{ attributes: { T: 'M' } }] });
    await shop.db.delete(outbox);
    await change(parent.variant_ids[0] ?? '', { sku: 'NEW' });
    const rows = await shop.db.select().from(outbox);
    expect(rows).toMatchObject([{ integrationId, kind: 'product', localId: parent.id }]);
    expect((await getProduct(shop.ctx, parent.variant_ids[0] ?? '')).sync).toMatchObject([
      { state: 'pending' },
    ]);
  });
});

describe('archiving and restoring', () => {
  test('take the family together, but not who went before', async () => {
    const parent = await make({
      title: 'P',
      variants: [{ attributes: { T: 'S' } }, { attributes: { T: 'M' } }],
    });
    const [small = '', medium = ''] = parent.variant_ids;
    await deleteProduct(shop.ctx, small);
    expect((await getProduct(shop.ctx, parent.id)).variant_ids).toEqual([medium]);
    await deleteProduct(shop.ctx, parent.id);
    await deleteProduct(shop.ctx, parent.id);
    expect((await getProduct(shop.ctx, medium)).deleted_at).not.toBeNull();
    await expect(restoreProduct(shop.ctx, medium)).rejects.toMatchObject({ code: 'parent_deleted' });
    expect((await restoreProduct(shop.ctx, parent.id)).variant_ids).toEqual([medium]);
    expect((await restoreProduct(shop.ctx, small)).deleted_at).toBeNull();
  });

  test('a variant whose combination was taken meanwhile stays archived', async () => {
    const parent = await make({ title: 'P', variants: [{ attributes: { T: 'S' } }] });
    const [first = ''] = parent.variant_ids;
    await deleteProduct(shop.ctx, first);
    await make({ parent_id: parent.id, attributes: { T: 's' } });
    await expect(restoreProduct(shop.ctx, first)).rejects.toMatchObject({ code: 'combination_taken' });
  });

  test('brings its category back', async () => {
    const top = await createCategory(shop.ctx, { name: 'Été', parent_id: null });
    const below = await createCategory(shop.ctx, { name: 'Plage', parent_id: top.id });
    const product = await make({ title: 'Serviette', category_id: below.id });
    await deleteProduct(shop.ctx, product.id);
    await deleteCategory(shop.ctx, below.id);
    await deleteCategory(shop.ctx, top.id);
    await restoreProduct(shop.ctx, product.id);
    expect((await getCategory(shop.ctx, below.id)).path).toEqual(['Été', 'Plage']);
  });

  test('what does not exist is not found', () =>
    expect(deleteProduct(shop.ctx, '0190163d-8694-739b-aea5-966c26f8ad91')).rejects.toMatchObject({
      code: 'not_found',
    }));
});
