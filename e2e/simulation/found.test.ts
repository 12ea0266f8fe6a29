import { and, eq, isNull, sql } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { categories, products, stockLevels } from '@/db/schema/catalogue';
import { conflicts, syncErrors } from '@/db/schema/inbox';
import { integrations } from '@/db/schema/integrations';
import { links, stockLinks } from '@/db/schema/links';
import type { Env } from '@/e2e/odoo/orm/env';
import { createCategory } from '@/lib/catalogue/categories/create-category';
import { deleteCategory } from '@/lib/catalogue/categories/delete-category';
import { updateCategory } from '@/lib/catalogue/categories/update-category';
import { createProduct } from '@/lib/catalogue/products/create-product';
import { deleteProduct } from '@/lib/catalogue/products/delete-product';
import { restoreProduct } from '@/lib/catalogue/products/restore-product';
import { updateProduct } from '@/lib/catalogue/products/update-product';
import { setStock } from '@/lib/catalogue/stock/set-stock';
import { complaints } from './checks';
import { runOnce, runTwice } from './faults';
import { onHand } from './goods';
import { openWorld, type World } from './world';

/** What random seeds have found, told as stories that stay when the dice fall otherwise. */
let world: World;
beforeEach(async () => {
  world = await openWorld({ seed: 'found', version: 17, sync: { conflict_policy: 'products_manager' } });
});
afterEach(() => world.close());

const ctx = () => world.runtime.ctx;
const inOdoo = <T>(work: (env: Env) => T) => world.odoo.as('admin', work);

/** A product both sides know. */
async function known(title = 'Bol'): Promise<{ id: string; templateId: number; variantId: number }> {
  const { id } = await createProduct(ctx(), { title, price: '10.00' });
  await runOnce(world);
  const tied = await world.runtime.db.select().from(links).where(eq(links.localId, id));
  const of = (kind: string) => tied.find((link) => link.kind === kind)?.odooId ?? 0;
  return { id, templateId: of('product'), variantId: of('variant') };
}

const alive = async (id: string) => {
  const [row] = await world.runtime.db.select().from(products).where(eq(products.id, id));
  return row?.deletedAt === null;
};

test('goods counted here just before their product went, and came back, reach Odoo', async () => {
  const { id, variantId } = await known();
  await setStock(ctx(), id, { quantity: '34' });
  await deleteProduct(ctx(), id);
  await runOnce(world);
  await restoreProduct(ctx(), id);
  await runOnce(world);
  expect(await inOdoo((env) => onHand(env, variantId))).toBe(34);
  expect(await complaints(world)).toEqual([]);
});

test('goods that a run brings a product whose first variant was made meanwhile join the goods of that variant', async () => {
  const { id, variantId } = await known();
  await setStock(ctx(), id, { quantity: '43' });
  await runOnce(world);
  const [level] = await world.runtime.db.select().from(stockLevels).where(eq(stockLevels.productId, id));
  await inOdoo((env) => {
    const location_id = env.model('stock.warehouse').one(1, 'lot_stock_id') ?? 0;
    const quants = env.with({ inventory_mode: true }).model('stock.quant');
    quants.create({ product_id: variantId, location_id, inventory_quantity_auto_apply: 81 });
  });
  const { id: first } = await createProduct(ctx(), { parent_id: id, attributes: { Taille: 'M' } });
  // What the run writes that read both counts before the variant was made: the difference, and the base after it.
  const warehouseId = level?.warehouseId ?? '';
  await world.runtime.db.insert(stockLevels).values({ productId: id, warehouseId, quantity: '38' });
  await world.runtime.db.update(stockLinks).set({ baseQuantity: '81' }).where(eq(stockLinks.productId, id));
  await runOnce(world);
  const after = await world.runtime.db.select().from(stockLevels);
  expect(after).toMatchObject([{ productId: first, quantity: '81.0000' }]);
  expect(await inOdoo((env) => onHand(env, variantId))).toBe(81);
  expect(await complaints(world)).toEqual([]);
});

test.each([
  ['before the run knows what lies here', /^stock.quant search_read$/],
  ['while it sends what was counted', /^stock.quant (create|write)$/],
])('goods of a product that gets its first variant amid a run go with it: %s', async (_when, at) => {
  const { id, variantId } = await known();
  await setStock(ctx(), id, { quantity: '10' });
  await runOnce(world);
  expect(await inOdoo((env) => onHand(env, variantId))).toBe(10);
  await setStock(ctx(), id, { quantity: '15' });
  await inOdoo((env) =>
    env
      .with({ inventory_mode: true })
      .model('stock.quant')
      .create({
        product_id: variantId,
        location_id: env.model('stock.warehouse').one(1, 'lot_stock_id') ?? 0,
        inventory_quantity_auto_apply: 12,
      }),
  );
  let made = false;
  world.odoo.hooks.beforeCall = async (call) => {
    if (made || !at.test(`${call.model} ${call.method}`)) return;
    made = true;
    await createProduct(ctx(), { parent_id: id, attributes: { Taille: 'M' } });
  };
  await runOnce(world);
  world.odoo.hooks.beforeCall = undefined;
  expect(made).toBe(true);
  expect(await inOdoo((env) => onHand(env, variantId))).toBeGreaterThanOrEqual(12);
  await runOnce(world);
  await runOnce(world);
  expect(await inOdoo((env) => onHand(env, variantId))).toBe(17);
  const levels = await world.runtime.db.select().from(stockLevels);
  expect(levels.map(({ quantity }) => Number(quantity))).toEqual([17]);
  expect(await complaints(world)).toEqual([]);
});

test.each(['made', 'moved'] as const)(
  'a category deleted here returns when Odoo has %s another one below it',
  async (how) => {
    const shelf = await createCategory(ctx(), { name: 'Rayon', parent_id: null });
    if (how === 'moved') await createCategory(ctx(), { name: 'Bas', parent_id: null });
    await runOnce(world);
    await deleteCategory(ctx(), shelf.id);
    await runOnce(world);
    await inOdoo((env) => {
      const shelves = env.model('product.category');
      const [parent_id = 0] = shelves.search([['name', '=', 'Rayon']]);
      if (how === 'made') shelves.create({ name: 'Bas', parent_id });
      else shelves.write(shelves.search([['name', '=', 'Bas']]), { parent_id });
    });
    await runOnce(world);
    const rows = await world.runtime.db.select().from(categories).where(isNull(categories.deletedAt));
    expect(rows.find(({ name }) => name === 'Bas')).toMatchObject({ parentId: shelf.id });
    expect(rows.map(({ id }) => id)).toContain(shelf.id);
    expect(await complaints(world)).toEqual([]);
  },
);

test.each(['made', 'moved', 'a product'] as const)(
  'a category that Odoo has deleted is made there again when something here was put under it: %s',
  async (what) => {
    const shop = await createCategory(ctx(), { name: 'Boutique', parent_id: null });
    const shelf = await createCategory(ctx(), { name: 'Rayon', parent_id: shop.id });
    await createCategory(ctx(), { name: 'Cave', parent_id: null });
    const low = what === 'moved' ? await createCategory(ctx(), { name: 'Bas', parent_id: null }) : null;
    const bowl = await known();
    await inOdoo((env) => {
      const shelves = env.model('product.category');
      shelves.unlink(shelves.search([['name', '=', 'Boutique']]));
    });
    if (what === 'made') await createCategory(ctx(), { name: 'Bas', parent_id: shelf.id });
    if (low) await updateCategory(ctx(), low.id, { parent_id: shelf.id });
    if (what === 'a product') await updateProduct(ctx(), bowl.id, { category_id: shelf.id });
    await runOnce(world);
    const live = await world.runtime.db.select().from(categories).where(isNull(categories.deletedAt));
    expect(live.map(({ id }) => id)).toEqual(expect.arrayContaining([shop.id, shelf.id]));
    const path = await inOdoo((env) => {
      const shelves = env.model('product.category');
      const [id = 0] = shelves.search([['name', '=', what === 'a product' ? 'Rayon' : 'Bas']]);
      const filed = env.model('product.template').one(bowl.templateId, 'categ_id') ?? 0;
      return shelves.text(what === 'a product' ? filed : id, 'complete_name');
    });
    expect(path).toMatch(what === 'a product' ? /Boutique \/ Rayon$/ : /Boutique \/ Rayon \/ Bas$/);
    expect(await complaints(world)).toEqual([]);
  },
);

test('a category deleted here returns when Odoo files a product under it', async () => {
  const { id, templateId } = await known();
  const shelf = await createCategory(ctx(), { name: 'Rayon', parent_id: null });
  await runOnce(world);
  await deleteCategory(ctx(), shelf.id);
  await runOnce(world);
  await inOdoo((env) => {
    const [there = 0] = env.model('product.category').search([['name', '=', 'Rayon']]);
    env.model('product.template').write([templateId], { categ_id: there });
  });
  await runOnce(world);
  const [row] = await world.runtime.db.select().from(products).where(eq(products.id, id));
  expect(row?.categoryId).toBe(shelf.id);
  const live = await world.runtime.db
    .select()
    .from(categories)
    .where(and(eq(categories.id, shelf.id), isNull(categories.deletedAt)));
  expect(live).toHaveLength(1);
  expect(await complaints(world)).toEqual([]);
});

test('a product archived in Odoo while it gets its first variants here wakes none of them there', async () => {
  const { id, templateId } = await known();
  await inOdoo((env) => env.model('product.template').write([templateId], { active: false }));
  for (const size of ['S', 'M']) await createProduct(ctx(), { parent_id: id, attributes: { Taille: size } });
  await world.runtime.db.update(integrations).set({
    syncConfig: sql`jsonb_set(sync_config, '{conflict_policy}', '"odoo"')`,
  });
  await runOnce(world);
  await runOnce(world);
  const awake = await inOdoo((env) =>
    env
      .model('product.product')
      .with({ active_test: false })
      .search([['active', '=', true]]),
  );
  expect([await alive(id), awake]).toEqual([false, []]);
  await restoreProduct(ctx(), id);
  await runOnce(world);
  await runOnce(world);
  const sizes = await inOdoo((env) =>
    env.model('product.product').search([['product_tmpl_id', '=', templateId]]),
  );
  expect([await alive(id), sizes.length]).toEqual([true, 2]);
  expect(await complaints(world)).toEqual([]);
});

test('the only variant archived in Odoo takes its product with it, and brings it back', async () => {
  const { id, variantId } = await known();
  const setActive = (active: boolean) =>
    inOdoo((env) => env.model('product.product').with({ active_test: false }).write([variantId], { active }));
  await setActive(false);
  await runOnce(world);
  expect(await alive(id)).toBe(false);
  await setActive(true);
  await runOnce(world);
  expect(await alive(id)).toBe(true);
  await setActive(false);
  await runOnce(world);
  await restoreProduct(ctx(), id);
  await runOnce(world);
  expect(await inOdoo((env) => env.model('product.product').flag(variantId, 'active'))).toBe(true);
  expect(await complaints(world)).toEqual([]);
});

test('a product whose only variant was archived before anybody here knew it comes alive with it', async () => {
  const variantId = await inOdoo((env) => {
    env.model('product.template').create({ name: 'Bol' });
    const [id = 0] = env.model('product.product').search([]);
    env.model('product.product').write([id], { active: false });
    return id;
  });
  await runOnce(world);
  expect(await complaints(world)).toEqual([]);
  await inOdoo((env) =>
    env.model('product.product').with({ active_test: false }).write([variantId], { active: true }),
  );
  await runOnce(world);
  const [row] = await world.runtime.db.select().from(products);
  expect(row).toMatchObject({ title: 'Bol', deletedAt: null });
  expect(await complaints(world)).toEqual([]);
});

test('two products archived in Odoo are two archived products, though they are all there are', async () => {
  const one = await known('Bol');
  const two = await known('Tasse');
  await inOdoo((env) =>
    env.model('product.template').write([one.templateId, two.templateId], { active: false }),
  );
  expect(await runOnce(world)).toBe('succeeded');
  expect([await alive(one.id), await alive(two.id)]).toEqual([false, false]);
});

describe.each(['during', 'after'] as const)('death %s the write that settles a conflict', (when) => {
  test('leaves Odoo’s value on record', async () => {
    const { id, templateId } = await known();
    await updateProduct(ctx(), id, { title: 'Bol ici' });
    await inOdoo((env) => env.model('product.template').write([templateId], { name: 'Bol là-bas' }));
    await runOnce(world, { at: 'call', n: 1, on: 'product.template.write', when });
    await runOnce(world);
    expect(await inOdoo((env) => env.model('product.template').text(templateId, 'name'))).toBe('Bol ici');
    const recorded = await world.runtime.db.select().from(conflicts);
    expect(recorded).toMatchObject([{ field: 'title', hereValue: 'Bol ici', odooValue: 'Bol là-bas' }]);
    expect(await complaints(world)).toEqual([]);
  });
});

test('what was wrong with the stock of a product that Odoo has unlinked is nobody’s concern', async () => {
  const { id, templateId } = await known();
  await setStock(ctx(), id, { quantity: '5' });
  await inOdoo((env) => env.model('product.template').unlink([templateId]));
  for (let n = 0; n < 3; n++) {
    await world.runtime.db.update(syncErrors).set({ nextRetryAt: new Date(0) });
    await runOnce(world);
  }
  expect(await alive(id)).toBe(false);
  expect(await complaints(world)).toEqual([]);
});

test('a variant deleted here alone, that Odoo wakes together with its product, comes back with it', async () => {
  const variants = ['Rouge', 'Vert', 'Écru'].map((colour) => ({ attributes: { Couleur: colour } }));
  const { id } = await createProduct(ctx(), { title: 'Bol', price: '10.00', variants });
  await runOnce(world);
  const rows = await world.runtime.db.select().from(products).where(eq(products.parentId, id));
  await deleteProduct(ctx(), rows.find(({ attributes }) => attributes.Couleur === 'Écru')?.id ?? '');
  await runOnce(world);
  const setActive = (active: boolean) =>
    inOdoo((env) => {
      const all = { active_test: false };
      const template = env.model('product.template').with(all);
      const variant = env.model('product.product').with(all);
      template.write(template.search([['name', '=', 'Bol']]), { active });
      if (active) variant.write(variant.search([['product_tmpl_id.name', '=', 'Bol']]), { active });
    });
  await setActive(false);
  await runOnce(world);
  expect(await Promise.all(rows.map((row) => alive(row.id)))).toEqual([false, false, false]);
  await setActive(true);
  await runOnce(world);
  expect(await Promise.all(rows.map((row) => alive(row.id)))).toEqual([true, true, true]);
  expect(await complaints(world)).toEqual([]);
});

test('a worker thought dead does not undo, with the plan it had, what another has carried out since', async () => {
  const variants = ['Rouge', 'Vert'].map((colour) => ({ attributes: { Couleur: colour } }));
  const { id } = await createProduct(ctx(), { title: 'Bol', price: '10.00', variants });
  await runOnce(world);
  await createProduct(ctx(), { parent_id: id, attributes: { Couleur: 'Bleu' } });
  await inOdoo((env) => {
    const template = env.model('product.template');
    template.write(template.search([['name', '=', 'Bol']]), { name: 'Bol là-bas' });
  });
  // It wakes once it has extended the attribute line; the other has taken the new name by then.
  await runTwice(world);
  await runOnce(world);
  const [row] = await world.runtime.db.select().from(products).where(eq(products.id, id));
  expect(row?.title).toBe('Bol là-bas');
  expect(await complaints(world)).toEqual([]);
});

test('a variant that Odoo adds to a product deleted here meanwhile lies with it, and comes back with it', async () => {
  const variants = ['Rouge', 'Vert'].map((colour) => ({ attributes: { Couleur: colour } }));
  const { id } = await createProduct(ctx(), { title: 'Bol', price: '10.00', variants });
  await runOnce(world);
  await deleteProduct(ctx(), id);
  await inOdoo((env) => {
    const [line = 0] = env.model('product.template.attribute.line').search([]);
    const attribute_id = env.model('product.template.attribute.line').one(line, 'attribute_id') ?? 0;
    const blue = env.model('product.attribute.value').create({ name: 'Bleu', attribute_id });
    env.model('product.template.attribute.line').write([line], { value_ids: [[4, blue]] });
  });
  await runOnce(world);
  const living = async () =>
    (await world.runtime.db.select().from(products).where(isNull(products.deletedAt))).length;
  expect(await living()).toBe(0);
  await restoreProduct(ctx(), id);
  await runOnce(world);
  expect(await living()).toBe(4);
  expect(await complaints(world)).toEqual([]);
});

test('a variant brought back here after Odoo unlinked its record gets another one', async () => {
  const { id } = await createProduct(ctx(), {
    title: 'Chemise',
    price: '11.50',
    variants: ['S', 'M', 'L'].map((size) => ({ attributes: { Taille: size }, sku: `CH-${size}` })),
  });
  await runOnce(world);
  const large = await inOdoo((env) => {
    const variants = env.model('product.product');
    const [gone = 0] = variants.search([['default_code', '=', 'CH-L']]);
    const [value = 0] = env.model('product.template.attribute.value').search([['name', '=', 'L']]);
    const line = env.model('product.template.attribute.value').one(value, 'attribute_line_id') ?? 0;
    const plain = env.model('product.template.attribute.value').one(value, 'product_attribute_value_id') ?? 0;
    env.model('product.template.attribute.line').write([line], { value_ids: [[3, plain]] });
    return gone;
  });
  await runOnce(world);
  const rows = () => world.runtime.db.select().from(products).where(eq(products.parentId, id));
  const [lost] = (await rows()).filter(({ sku }) => sku === 'CH-L');
  expect(lost?.deletedAt).not.toBeNull();
  await restoreProduct(ctx(), lost?.id ?? '');
  await runOnce(world);
  const again = await inOdoo((env) => env.model('product.product').search([['default_code', '=', 'CH-L']]));
  expect(again).toHaveLength(1);
  expect(again).not.toEqual([large]);
  expect(await world.runtime.db.select().from(syncErrors).where(eq(syncErrors.status, 'open'))).toEqual([]);
  expect(await complaints(world)).toEqual([]);
});
