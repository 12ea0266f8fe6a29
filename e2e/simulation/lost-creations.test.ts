import { eq, sql } from 'drizzle-orm';
import sharp from 'sharp';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { conflicts } from '@/db/schema/inbox';
import { links } from '@/db/schema/links';
import { runChanges, runs } from '@/db/schema/runs';
import { createCategory } from '@/lib/catalogue/categories/create-category';
import { addImage } from '@/lib/catalogue/images/add-image';
import { createProduct } from '@/lib/catalogue/products/create-product';
import { requestRun } from '@/lib/sync/history/request-run';
import { complaints } from './checks';
import { type DeathPlan, runOnce, work } from './faults';
import { picture } from './picture';
import { latestRun, openWorld, type World } from './world';

let world: World;
beforeEach(async () => {
  world = await openWorld({ seed: 'lost-creations', version: 17, modules: ['website_sale'] });
});
afterEach(() => world.close());

/** A product of two variants and three pictures in a category of its own: everything that can be created in Odoo. */
async function somethingNew(): Promise<void> {
  const shelf = await createCategory(world.runtime.ctx, { name: 'Vaisselle', parent_id: null });
  const variants = ['Rouge', 'Bleu'].map((Couleur) => ({ attributes: { Couleur }, sku: `BOL-${Couleur}` }));
  const { runtime, store } = world;
  const values = { title: 'Bol', price: '12.00', category_id: shelf.id, variants };
  const { id } = await createProduct(runtime.ctx, values);
  for (const n of [1, 2, 3]) await addImage(runtime.ctx, store, id, await picture(n));
}

async function countsInOdoo() {
  return world.odoo.as('admin', (env) => {
    const count = (model: string) => env.model(model).with({ active_test: false }).count([]);
    return {
      templates: count('product.template'),
      variants: count('product.product'),
      attributes: count('product.attribute'),
      values: count('product.attribute.value'),
      categories: env.model('product.category').count([['name', '=', 'Vaisselle']]),
      pictures: count('product.image'),
    };
  });
}

const CREATIONS = [
  'product.category.load',
  'product.template.load',
  'product.attribute.load',
  'product.attribute.value.load',
  'product.template.write',
  'product.image.load',
];
const plans = CREATIONS.flatMap((on) =>
  (['during', 'after'] as const).map((when): DeathPlan => ({ at: 'call', n: 1, on, when })),
);

test.for(plans)('dying $when $on makes nothing twice', async (plan) => {
  await somethingNew();
  await runOnce(world, plan);
  await runOnce(world);
  expect(await countsInOdoo()).toEqual({
    templates: 1,
    variants: 2,
    attributes: 1,
    values: 2,
    categories: 1,
    pictures: 2,
  });
  expect(await complaints(world)).toEqual([]);
});

test.for(['product.category', 'product.template', 'product.attribute', 'product.image'])(
  'the lost answer of creating %s makes nothing twice',
  async (model) => {
    await somethingNew();
    world.trouble.add({ on: { model, method: 'load', times: 1 }, does: { kind: 'drop', when: 'after' } });
    await runOnce(world);
    world.trouble.clear();
    await runOnce(world);
    expect(await countsInOdoo()).toEqual({
      templates: 1,
      variants: 2,
      attributes: 1,
      values: 2,
      categories: 1,
      pictures: 2,
    });
    expect(await complaints(world)).toEqual([]);
  },
);

test('a category renamed in Odoo before the tie of its creation was kept has one name on both sides', async () => {
  const { ctx, db } = world.runtime;
  await createCategory(ctx, { name: 'Vaisselle', parent_id: null });
  const { runId } = await requestRun(ctx, { integrationId: world.integrationId, trigger: 'manual' });
  const dying: DeathPlan = { at: 'call', n: 1, on: 'product.category.load', when: 'after' };
  expect(await work(world, runId, dying)).toBe(false);
  await world.odoo.as('admin', (env) => {
    const shelves = env.model('product.category');
    shelves.write(shelves.search([['name', '=', 'Vaisselle']]), { name: 'Porcelaine' });
  });
  await db.update(runs).set({ heartbeatAt: sql`now() - interval '10 minutes'` });
  expect(await work(world, runId, null)).toBe(true);
  expect(await db.select().from(conflicts)).toMatchObject([
    { kind: 'category', field: 'name', hereValue: 'Vaisselle', odooValue: 'Porcelaine' },
  ]);
  expect(await complaints(world)).toEqual([]);
});

test('a category of ours whose name was once taken for another language’s word has one name again', async () => {
  const { ctx, db } = world.runtime;
  await createCategory(ctx, { name: 'Vaisselle', parent_id: null });
  await runOnce(world);
  await world.odoo.as('admin', (env) => {
    const shelves = env.model('product.category');
    shelves.write(shelves.search([['name', '=', 'Vaisselle']]), { name: 'Porcelaine' });
  });
  // As it was tied while a lost tie of ours was taken for a first meeting.
  await db
    .update(links)
    .set({ memo: { own: ['name'] }, base: { parent: null, active: true } })
    .where(eq(links.kind, 'category'));
  await runOnce(world);
  expect(await db.select().from(conflicts)).toMatchObject([
    { kind: 'category', field: 'name', hereValue: 'Vaisselle', odooValue: 'Porcelaine' },
  ]);
  expect(await complaints(world)).toEqual([]);
});

test.for(['product.template.write', 'product.image.load'])(
  'a picture made fit for Odoo is known there again after a death right behind %s',
  async (on) => {
    const { runtime, store } = world;
    const { id } = await createProduct(runtime.ctx, { title: 'Affiche', price: '12.00' });
    for (const level of [60, 120, 180]) {
      const background = { r: level, g: level, b: level };
      const large = sharp({ create: { width: 2_400, height: 8, channels: 3, background } });
      await addImage(runtime.ctx, store, id, await large.png().toBuffer());
    }
    await runOnce(world, { at: 'call', n: 1, on, when: 'after' });
    await runOnce(world);
    expect(await runtime.db.select().from(conflicts)).toEqual([]);
    expect((await countsInOdoo()).pictures).toBe(2);
    await runOnce(world);
    const quiet = await latestRun(world);
    const echoes = eq(runChanges.runId, quiet?.id ?? '');
    expect(await runtime.db.select().from(runChanges).where(echoes)).toEqual([]);
  },
);
