import { asc, eq, sql } from 'drizzle-orm';
import sharp from 'sharp';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { productImages, products } from '@/db/schema/catalogue';
import { runChanges, runs } from '@/db/schema/runs';
import type { Env } from '@/e2e/odoo/orm/env';
import type { RunningOdoo } from '@/e2e/odoo/server';
import { addImage } from '@/lib/catalogue/images/add-image';
import { reorderImages } from '@/lib/catalogue/images/reorder-images';
import { createProduct } from '@/lib/catalogue/products/create-product';
import { restoreProduct } from '@/lib/catalogue/products/restore-product';
import { updateProduct } from '@/lib/catalogue/products/update-product';
import { finishRun } from '@/lib/sync/engine/finish-run';
import { runSync } from '@/lib/sync/engine/run-sync';
import { bringBack } from '@/lib/sync/history/left-out/bring-back';
import { listLeftOut } from '@/lib/sync/history/left-out/list-left-out';
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

test('a variant’s own price goes back to what its product costs', async () => {
  const family = await createProduct(ctx(), {
    title: 'Chemise',
    price: '40.00',
    variants: ['S', 'M'].map((size) => ({ attributes: { Taille: size } })),
  });
  await sync();
  const [small] = (await rows()).filter((row) => row.parentId === family.id);
  await updateProduct(ctx(), small?.id ?? '', { price: '50.00' });
  const run = await sync();
  await undoRun(ctx(), run.id, { dryRun: false });
  await sync();
  expect((await rows()).map(({ price }) => price)).toEqual(['40.0000', '40.0000', '40.0000']);
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

const inShop = () => inOdoo((env) => env.model('product.template').search([]).length);
const alive = async () => (await rows()).filter((row) => row.deletedAt === null).map(({ title }) => title);

async function imported() {
  await inOdoo((env) => {
    for (const name of ['Lampe', 'Table']) env.model('product.template').create({ name, list_price: 10 });
  });
  return sync();
}

test('what was undone stays out of full runs and hints, until a person brings it back as it was', async () => {
  const run = await imported();
  const before = await rows();
  await undoRun(ctx(), run.id, { dryRun: false });
  await stage.run(integration, { mode: 'full' });
  await inOdoo((env) => template(env).write(template(env).search([]), { list_price: 12 }));
  await sync();
  expect(await alive()).toEqual([]);
  expect(await inShop()).toBe(2);
  const { data } = await listLeftOut(ctx(), { kind: 'product', limit: 50 });
  expect(data.map(({ label }) => label).toSorted()).toEqual(['Lampe', 'Table']);
  const lamp = data.find(({ label }) => label === 'Lampe');
  await bringBack(ctx(), [lamp?.id ?? '']);
  await sync();
  expect(await alive()).toEqual(['Lampe']);
  const [row] = (await rows()).filter(({ deletedAt }) => deletedAt === null);
  // The same record as before, with what Odoo says by now; nothing was made in Odoo.
  expect(row?.id).toBe(before.find(({ title }) => title === 'Lampe')?.id);
  expect(Number(row?.price)).toBeCloseTo(13.8);
  expect(await inShop()).toBe(2);
  await quiet();
  expect((await listLeftOut(ctx(), { kind: 'product', limit: 50 })).data).toHaveLength(1);
});

test('restored by hand it is brought back as well, and not sent to Odoo as a new one', async () => {
  const run = await imported();
  await undoRun(ctx(), run.id, { dryRun: false });
  await sync();
  const [lamp] = (await rows()).filter(({ title }) => title === 'Lampe');
  await restoreProduct(ctx(), lamp?.id ?? '');
  await sync();
  expect(await alive()).toEqual(['Lampe']);
  expect(await inShop()).toBe(2);
  await quiet();
});

test('an undo asked for during another run waits for it, and stands', async () => {
  const run = await imported();
  const [busy] = await stage.runtime.db
    .insert(runs)
    .values({
      integrationId: integration,
      trigger: 'webhook',
      mode: 'full',
      status: 'running',
      workerId: 'w',
      heartbeatAt: sql`now()`,
      startedAt: sql`now()`,
    })
    .returning();
  const undo = await undoRun(ctx(), run.id, { dryRun: false });
  expect(undo.changes).toHaveLength(2);
  expect(await alive()).toEqual(['Lampe', 'Table']);
  await finishRun(
    ctx(),
    { id: busy?.id ?? '', workerId: 'w', integrationId: integration },
    { status: 'succeeded' },
  );
  await runSync(ctx(), { store: stage.store }, { runId: undo.runId ?? '' });
  await stage.run(integration, { mode: 'full', trigger: 'webhook' });
  expect(await alive()).toEqual([]);
  const [done] = await stage.runtime.db
    .select()
    .from(runs)
    .where(eq(runs.id, undo.runId ?? ''));
  expect(done).toMatchObject({ status: 'succeeded', counts: { product: { deleted_here: 2 } } });
});

test('a variant that a run brought stays out, its sisters stay', async () => {
  const family = await createProduct(ctx(), {
    title: 'Chemise',
    price: '40.00',
    variants: ['S', 'M'].map((size) => ({ attributes: { Taille: size }, sku: `CH-${size}` })),
  });
  await sync();
  await inOdoo((env) => {
    const [attribute = 0] = env.model('product.attribute').search([]);
    const large = env.model('product.attribute.value').create({ name: 'L', attribute_id: attribute });
    const lines = env.model('product.template.attribute.line');
    lines.write(lines.search([]), { value_ids: [[4, large, 0]] });
  });
  const run = await sync();
  const sizes = async () =>
    (await rows())
      .filter((row) => row.parentId === family.id && row.deletedAt === null)
      .map((row) => row.attributes.Taille);
  expect(await sizes()).toContain('L');
  await undoRun(ctx(), run.id, { dryRun: false });
  await stage.run(integration, { mode: 'full' });
  expect((await sizes()).toSorted()).toEqual(['M', 'S']);
  expect(await inOdoo((env) => env.model('product.product').search([]).length)).toBe(3);
  await quiet();
});
