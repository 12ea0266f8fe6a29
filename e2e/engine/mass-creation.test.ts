import { eq, isNull } from 'drizzle-orm';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { categories, products } from '@/db/schema/catalogue';
import { integrations } from '@/db/schema/integrations';
import type { RunningOdoo } from '@/e2e/odoo/server';
import { openStage, type Stage } from './stage';

const MANY = 101;

let stage: Stage;
let odoo: RunningOdoo;
let id: string;
beforeEach(async () => {
  stage = await openStage();
  odoo = await stage.odoo({ version: '17.0' });
  id = await stage.join(odoo);
});
afterEach(() => stage.close());

const heads = () => stage.runtime.db.$count(products, isNull(products.parentId));
const there = (model: string) => odoo.as('admin', (env) => env.model(model).search([]).length);

async function makeHere(count: number, code = 'ICI'): Promise<void> {
  const rows = Array.from({ length: count }, (_, n) => ({
    title: `Ici ${n}`,
    sku: `${code}-${n}`,
    price: '1.00',
  }));
  await stage.runtime.db.insert(products).values(rows);
}

const makeThere = (count: number, model = 'product.template') =>
  odoo.as('admin', (env) => {
    for (let n = 0; n < count; n++) env.model(model).create({ name: `Odoo ${n}` });
  });

/** The run makes nothing anywhere until a person says that it is meant. */
async function halts(params: object): Promise<void> {
  const before = [await heads(), await there('product.template'), await there('product.category')];
  expect(await stage.run(id)).toMatchObject({
    status: 'failed',
    error: { class: 'safety', code: 'mass_creation', params },
  });
  expect([await heads(), await there('product.template'), await there('product.category')]).toEqual(before);
  const [row] = await stage.runtime.db.select().from(integrations).where(eq(integrations.id, id));
  expect(row?.connection).toMatchObject({ state: 'halted', code: 'mass_creation' });
  expect(await stage.run(id, { confirmed: true })).toMatchObject({ status: 'succeeded' });
}

test('what a first run finds on either side is made at once; so many later wait for a person', async () => {
  await makeHere(MANY + 1);
  await makeThere(MANY);
  expect(await stage.run(id)).toMatchObject({ status: 'succeeded' });
  const size = 2 * MANY + 1;
  expect([await heads(), await there('product.template')]).toEqual([size, size]);
  // Products that meet one of the other side by their code are not made.
  await stage.runtime.db
    .insert(products)
    .values(Array.from({ length: 60 }, (_, n) => ({ title: `Deux ${n}`, sku: `DEUX-${n}`, price: '1.00' })));
  await odoo.as('admin', (env) => {
    for (let n = 0; n < 110; n++)
      env.model('product.template').create({ name: `Deux ${n}`, default_code: `DEUX-${n}` });
  });
  expect(await stage.run(id)).toMatchObject({ status: 'succeeded' });
  expect([await heads(), await there('product.template')]).toEqual([size + 110, size + 110]);
  await makeThere(MANY);
  await halts({ side: 'here', count: MANY, known: size + 110 });
  await makeHere(200, 'ENCORE');
  await halts({ side: 'odoo', count: 200, known: size + 110 + MANY });
  expect([await heads(), await there('product.template')]).toEqual([size + 411, size + 411]);
}, 120_000);

test('so many categories at once wait as well', async () => {
  expect(await stage.run(id)).toMatchObject({ status: 'succeeded' });
  const known = await there('product.category');
  await makeThere(MANY, 'product.category');
  await halts({ side: 'here', count: MANY });
  await stage.runtime.db
    .insert(categories)
    .values(Array.from({ length: 150 }, (_, n) => ({ name: `Rayon ${n}` })));
  await halts({ side: 'odoo', count: 150, known: known + MANY });
}, 60_000);
