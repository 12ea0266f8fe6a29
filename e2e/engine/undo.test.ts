import { asc, eq } from 'drizzle-orm';
import sharp from 'sharp';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { productImages, products } from '@/db/schema/catalogue';
import { runChanges } from '@/db/schema/sync';
import type { Env } from '@/e2e/odoo/orm/env';
import type { RunningOdoo } from '@/e2e/odoo/server';
import { addImage } from '@/lib/catalogue/images/add-image';
import { reorderImages } from '@/lib/catalogue/images/reorder-images';
import { createProduct } from '@/lib/catalogue/products/create-product';
import { updateProduct } from '@/lib/catalogue/products/update-product';
import { undoRun } from '@/lib/sync/history/undo-run';
import { openStage, type Run, type Stage } from './stage';

/** A run is undone, the next run carries that to Odoo, and both sides are as they were. */
let stage: Stage;
let odoo: RunningOdoo;
let integration: string;
beforeEach(async () => {
  stage = await openStage();
  odoo = await stage.odoo({ version: '17.0', modules: ['website_sale'] });
  integration = await stage.join(odoo);
});
afterEach(() => stage.close());

const ctx = () => stage.runtime.ctx;

async function sync(): Promise<Run> {
  const run = await stage.run(integration);
  expect(run).toMatchObject({ status: 'succeeded', error: null });
  return run;
}

async function quiet(): Promise<void> {
  const run = await sync();
  expect(await stage.runtime.db.select().from(runChanges).where(eq(runChanges.runId, run.id))).toEqual([]);
}

const inOdoo = <T>(work: (env: Env) => T) => odoo.as('admin', work);
const template = (env: Env) => env.model('product.template').with({ active_test: false });
const rows = () => stage.runtime.db.select().from(products).orderBy(asc(products.position));

test('an edit that came from Odoo goes back on both sides', async () => {
  const { id } = await createProduct(ctx(), { title: 'Bol', price: '12.00' });
  await sync();
  await inOdoo((env) => template(env).write(template(env).search([]), { name: 'Faute', list_price: 1 }));
  const run = await sync();
  expect((await rows())[0]).toMatchObject({ title: 'Faute' });
  const undone = await undoRun(ctx(), run.id, { dryRun: false });
  expect(undone.skipped).toEqual([]);
  await sync();
  const [row] = await stage.runtime.db.select().from(products).where(eq(products.id, id));
  expect(row).toMatchObject({ title: 'Bol', price: '12.0000' });
  expect(await inOdoo((env) => template(env).text(template(env).search([])[0] ?? 0, 'name'))).toBe('Bol');
  await quiet();
});

test('an archiving comes back alive on both sides', async () => {
  await createProduct(ctx(), { title: 'Bol', price: '12.00' });
  await sync();
  await inOdoo((env) => template(env).write(template(env).search([]), { active: false }));
  const run = await sync();
  expect((await rows())[0]?.deletedAt).not.toBeNull();
  await undoRun(ctx(), run.id, { dryRun: false });
  await sync();
  expect((await rows())[0]?.deletedAt).toBeNull();
  expect(await inOdoo((env) => env.model('product.template').search([]).length)).toBe(1);
  await quiet();
});

test('a combination goes back, and Odoo’s archived variant with it', async () => {
  const family = await createProduct(ctx(), {
    title: 'Chemise',
    price: '40.00',
    variants: ['S', 'M'].map((size) => ({ attributes: { Taille: size }, sku: `CH-${size}` })),
  });
  await sync();
  const [small] = (await rows()).filter((row) => row.parentId === family.id);
  await updateProduct(ctx(), small?.id ?? '', { attributes: { Taille: 'XL' } });
  const run = await sync();
  const undone = await undoRun(ctx(), run.id, { dryRun: false });
  expect(undone.changes.length).toBeGreaterThan(0);
  await sync();
  const sizes = await inOdoo((env) => {
    const variants = env.model('product.product');
    const values = env.model('product.template.attribute.value');
    return variants
      .search([])
      .map((id) => values.text(variants.many(id, 'product_template_attribute_value_ids')[0] ?? 0, 'name'));
  });
  expect(sizes.toSorted()).toEqual(['M', 'S']);
  await quiet();
});

test('pictures go back into their order', async () => {
  const { id } = await createProduct(ctx(), { title: 'Lampe', price: '10.00' });
  for (const level of [20, 90, 160]) {
    const background = { r: level, g: level, b: level };
    const create = { width: 8, height: 8, channels: 3 as const, background };
    await addImage(ctx(), stage.store, id, await sharp({ create }).png().toBuffer());
  }
  const order = async () => {
    const images = await stage.runtime.db
      .select()
      .from(productImages)
      .where(eq(productImages.productId, id))
      .orderBy(asc(productImages.position));
    return images.map((image) => image.id);
  };
  await sync();
  const before = await order();
  await reorderImages(ctx(), id, before.toReversed());
  const run = await sync();
  await undoRun(ctx(), run.id, { dryRun: false });
  expect(await order()).toEqual(before);
  await sync();
  await quiet();
});
