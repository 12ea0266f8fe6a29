import { count, eq, isNotNull, isNull, sql } from 'drizzle-orm';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { products } from '@/db/schema/catalogue';
import { integrations } from '@/db/schema/integrations';
import { catalogueSeed } from '@/e2e/odoo/seed/catalogue';
import type { RunningOdoo } from '@/e2e/odoo/server';
import { deleteProduct } from '@/lib/catalogue/products/delete-product';
import { updateProduct } from '@/lib/catalogue/products/update-product';
import { openStage, type Stage } from './stage';

const SIZE = 60;

let stage: Stage;
let odoo: RunningOdoo;
let integration: string;
beforeEach(async () => {
  stage = await openStage();
  odoo = await stage.odoo({ version: '17.0', seed: catalogueSeed(SIZE) });
  integration = await stage.join(odoo);
  expect(await stage.run(integration)).toMatchObject({ status: 'succeeded' });
});
afterEach(() => stage.close());

const deadHere = async () => {
  const [row] = await stage.runtime.db
    .select({ dead: count() })
    .from(products)
    .where(isNotNull(products.deletedAt));
  return row?.dead ?? 0;
};

async function connection() {
  const [row] = await stage.runtime.db.select().from(integrations).where(eq(integrations.id, integration));
  return row?.connection;
}

const templates = (work: 'archive' | 'unlink', share: number) =>
  odoo.as('admin', (env) => {
    const model = env.model('product.template');
    const ids = model.search([], { order: 'id' });
    const some = ids.slice(0, Math.round(ids.length * share));
    if (work === 'archive') model.write(some, { active: false });
    else model.unlink(some);
    return some.length;
  });

test.each(['archive', 'unlink'] as const)(
  'a third of the catalogue put away in Odoo (%s): nothing is touched here until a person says that it is meant',
  async (work) => {
    const gone = await templates(work, 1 / 3);
    const [one] = await stage.runtime.db.select().from(products).where(isNull(products.parentId)).limit(1);
    await updateProduct(stage.runtime.ctx, one?.id ?? '', { description: 'Typed meanwhile' });
    const halted = await stage.run(integration);
    expect(halted).toMatchObject({
      status: 'failed',
      error: { class: 'safety', code: 'mass_deletion', params: { missing: gone, side: 'odoo' } },
    });
    expect(await deadHere()).toBe(0);
    expect(await connection()).toMatchObject({ state: 'halted', code: 'mass_deletion' });
    // A person is told without waiting for the clock.
    expect(await stage.runtime.db.execute(sql`select 1 from pgboss.job where name = 'notify'`)).toHaveLength(
      1,
    );
    const confirmed = await stage.run(integration, { confirmed: true });
    expect(confirmed.error).toBeNull();
    expect(await deadHere()).toBeGreaterThanOrEqual(gone - 1);
    expect(await connection()).toMatchObject({ state: 'ok' });
  },
);

test('an Odoo that answers with nothing at all empties nothing', async () => {
  await templates('unlink', 1);
  expect(await stage.run(integration)).toMatchObject({ error: { class: 'safety', code: 'empty_answer' } });
  expect(await deadHere()).toBe(0);
});

test('a third deleted here: nothing is archived in Odoo until a person says that it is meant', async () => {
  const rows = await stage.runtime.db.select().from(products).where(isNull(products.parentId));
  const some = rows.slice(0, Math.round(rows.length / 3));
  for (const { id } of some) await deleteProduct(stage.runtime.ctx, id);
  const archived = () =>
    odoo.as('admin', (env) => env.model('product.template').search([['active', '=', false]]).length);
  expect(await stage.run(integration)).toMatchObject({
    error: { code: 'mass_deletion', params: { missing: some.length, side: 'here' } },
  });
  expect(await archived()).toBe(0);
  expect(await stage.run(integration, { confirmed: true })).toMatchObject({ error: null });
  expect(await archived()).toBe(some.length);
});

test('many variants gone from Odoo at once halt the run as well', async () => {
  await odoo.as('admin', (env) => {
    const colour = env.model('product.attribute').create({ name: 'Teinte' });
    const values = env.model('product.attribute.value');
    const ids = ['Rouge', 'Vert', 'Bleu'].map((name) => values.create({ name, attribute_id: colour }));
    for (let n = 0; n < 14; n++) {
      env.model('product.template').create({
        name: `Famille ${n}`,
        attribute_line_ids: [[0, 0, { attribute_id: colour, value_ids: [[6, 0, ids]] }]],
      });
    }
  });
  expect(await stage.run(integration)).toMatchObject({ status: 'succeeded' });
  await odoo.as('admin', (env) => {
    const model = env.model('product.product');
    const own = model.search([['product_tmpl_id.name', 'like', 'Famille']], { order: 'id' });
    // One of each family stays: the products are still there.
    model.unlink(own.filter((_, n) => n % 3 > 0));
  });
  const before = await deadHere();
  const run = await stage.run(integration);
  expect(run.error).toMatchObject({ class: 'safety', code: 'mass_deletion', params: { missing: 28 } });
  expect(await deadHere()).toBe(before);
  expect(await stage.run(integration, { confirmed: true })).toMatchObject({ error: null });
  expect(await deadHere()).toBe(before + 28);
});
