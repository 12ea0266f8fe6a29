import { and, eq } from 'drizzle-orm';
import { afterEach, expect, test } from 'vitest';
import { products } from '@/db/schema/catalogue';
import { syncErrors } from '@/db/schema/inbox';
import { runChanges } from '@/db/schema/runs';
import type { Env } from '@/e2e/odoo/orm/env';
import { updateProduct } from '@/lib/catalogue/products/update-product';
import { openStage, type Stage } from './stage';

let stage: Stage;
afterEach(() => stage.close());

/** Written a minute ago and more: what is two seconds old is looked at again. */
let age = 60_000;
const now = () => Date.now() - age;

test('numbers that Odoo keeps in fewer digits stay what was typed here, are told, and are sent whole once it keeps more (Odoo 18)', async () => {
  stage = await openStage();
  const { ctx, db } = stage.runtime;
  const seed = (env: Env) => {
    const templates = env.model('product.template');
    templates.create({ name: 'Lampe', list_price: 10, standard_price: 5, taxes_id: [] });
    templates.create({ name: 'Vase', list_price: 10, standard_price: 12.5, weight: 1.25, taxes_id: [] });
  };
  const odoo = await stage.odoo({ version: '18.0', seed, now }, 'itself');
  const integration = await stage.join(odoo, { direction: 'bidirectional' });
  await stage.run(integration);
  const [lamp] = await db.select().from(products).where(eq(products.title, 'Lampe'));
  const lampId = lamp?.id ?? '';

  const keep = (digits: number) =>
    odoo.as('admin', (env) => {
      const settings = env.model('decimal.precision');
      settings.write(settings.search([['name', 'in', ['Product Price', 'Stock Weight']]]), { digits });
    });
  const there = (name: string) =>
    odoo.as('admin', (env) => {
      const variants = env.model('product.product');
      const [id = 0] = variants.search([['name', '=', name]]);
      return [variants.number(id, 'standard_price'), variants.number(id, 'weight')];
    });
  const here = async (title: string) => {
    const [row] = await db.select().from(products).where(eq(products.title, title));
    return [Number(row?.costPrice), Number(row?.weight)];
  };
  const told = async () =>
    (await db.select().from(syncErrors).where(eq(syncErrors.status, 'open')))
      .map(({ label, code, params: { typed, kept } }) => [label, code, typed, kept])
      .sort();
  const quiet = async () => {
    const run = await stage.run(integration, { mode: 'full' });
    expect(run).toMatchObject({ status: 'succeeded', error: null });
    const changes = await db
      .select()
      .from(runChanges)
      .where(and(eq(runChanges.runId, run.id)));
    expect(changes).toEqual([]);
  };

  await keep(0);
  await updateProduct(ctx, lampId, { cost_price: '7.49', weight: '0.4' });
  expect(await stage.run(integration)).toMatchObject({ status: 'succeeded', error: null });
  expect([await there('Lampe'), await there('Vase')]).toEqual([
    [7, 0],
    [13, 1.25],
  ]);
  const inexact = [
    ['Lampe', 'cost_price_not_exact', '7.49', '7'],
    ['Lampe', 'weight_not_exact', '0.4', '0'],
    ['Vase', 'cost_price_not_exact', '12.5', '13'],
  ];
  for (let n = 0; n < 2; n += 1) {
    expect(await told()).toEqual(inexact);
    expect([await here('Lampe'), await here('Vase')]).toEqual([
      [7.49, 0.4],
      [12.5, 1.25],
    ]);
    await quiet();
  }

  await keep(2);
  expect(await stage.run(integration)).toMatchObject({ status: 'succeeded', error: null });
  expect([await there('Lampe'), await there('Vase')]).toEqual([
    [7.49, 0.4],
    [12.5, 1.25],
  ]);
  expect(await told()).toEqual([]);
  await quiet();

  // Another second than that of our own write, which the run has read.
  age -= 10_000;
  await odoo.as('admin', (env) => {
    const variants = env.model('product.product');
    variants.write(variants.search([['name', '=', 'Lampe']]), { standard_price: 8.5, weight: 3 });
  });
  await stage.run(integration);
  expect(await here('Lampe')).toEqual([8.5, 3]);
});
