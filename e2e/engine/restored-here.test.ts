import { and, eq, isNull } from 'drizzle-orm';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { products } from '@/db/schema/catalogue';
import { runChanges } from '@/db/schema/runs';
import type { RunningOdoo } from '@/e2e/odoo/server';
import { createProduct } from '@/lib/catalogue/products/create-product';
import { deleteProduct } from '@/lib/catalogue/products/delete-product';
import { updateProduct } from '@/lib/catalogue/products/update-product';
import { openStage, type Stage } from './stage';

let stage: Stage;
let odoo: RunningOdoo;
let id: string;
beforeEach(async () => {
  stage = await openStage();
  odoo = await stage.odoo({ version: '18.0' });
  id = await stage.join(odoo, { conflict_policy: 'newest' });
});
afterEach(() => stage.close());

const make = (name: string) =>
  odoo.as('admin', (env) => env.model('product.template').create({ name, list_price: 10 }));
const there = () =>
  odoo.as('admin', (env) => {
    const model = env.model('product.template');
    return model
      .search([])
      .map((one) => model.text(one, 'name'))
      .toSorted();
  });
const live = isNull(products.deletedAt);
const here = async () =>
  (await stage.runtime.db.select().from(products).where(live)).map(({ title }) => title).toSorted();

async function idOf(title: string): Promise<string> {
  const [row] = await stage.runtime.db
    .select()
    .from(products)
    .where(and(eq(products.title, title), live));
  return row?.id ?? '';
}

async function fine() {
  const run = await stage.run(id);
  expect(run).toMatchObject({ status: 'succeeded', error: null });
  return run;
}

test('this program restored from an older backup catches up by itself: nothing lost, nothing doubled', async () => {
  const { ctx, database } = stage.runtime;
  await make('Table');
  await make('Chaise');
  await make('Banc');
  await createProduct(ctx, { title: 'Né avant', price: '4.00' });
  await fine();
  const restore = await database.backup();
  await make('Fauteuil');
  await createProduct(ctx, { title: 'Né depuis', price: '7.00' });
  await updateProduct(ctx, await idOf('Table'), { title: 'Table haute' });
  await odoo.as('admin', (env) => {
    const model = env.model('product.template');
    model.write(model.search([['name', '=', 'Chaise']]), { name: 'Chaise longue' });
  });
  await deleteProduct(ctx, await idOf('Banc'));
  await fine();
  const all = ['Chaise longue', 'Fauteuil', 'Né avant', 'Né depuis', 'Table haute'];
  expect([await here(), await there()]).toEqual([all, all]);
  await restore();
  expect(await here()).toEqual(['Banc', 'Chaise', 'Né avant', 'Table']);
  await fine();
  await fine();
  expect([await here(), await there()]).toEqual([all, all]);
  const quiet = await fine();
  const changes = await stage.runtime.db.select().from(runChanges).where(eq(runChanges.runId, quiet.id));
  expect(changes).toEqual([]);
});
