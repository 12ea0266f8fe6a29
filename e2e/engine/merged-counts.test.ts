import { and, eq } from 'drizzle-orm';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { products, stockLevels, warehouses } from '@/db/schema/catalogue';
import { conflicts } from '@/db/schema/inbox';
import { integrations } from '@/db/schema/integrations';
import type { RunningOdoo } from '@/e2e/odoo/server';
import { storable } from '@/e2e/odoo/storable';
import { getProduct } from '@/lib/catalogue/products/get-product';
import { setStock } from '@/lib/catalogue/stock/set-stock';
import { updateIntegration } from '@/lib/integrations/update';
import { resolveConflicts } from '@/lib/sync/history/resolve-conflicts';
import { openStage, type Stage } from './stage';

/** Counts of both sides whose sum no side can hold, and counts of one product in two houses. */
let stage: Stage;
let odoo: RunningOdoo;
beforeEach(async () => {
  stage = await openStage();
  odoo = await stage.odoo({ version: '17.0' });
});
afterEach(() => stage.close());

const ALL = { active_test: false };

/** A storable product with so many in each of the houses. */
const product = (name: string, ...counts: number[]) =>
  odoo.as('admin', (env) => {
    const head = env.model('product.template').create({ name, ...storable(env), taxes_id: [[6, 0, []]] });
    const [id = 0] = env.model('product.template').many(head, 'product_variant_ids');
    for (const [at, count] of counts.entries()) if (count !== 0) lay(env, id, at + 1, count);
    return id;
  });

type Env = Parameters<Parameters<RunningOdoo['as']>[1]>[0];

function lay(env: Env, product_id: number, house: number, quantity: number): void {
  const location_id = env.model('stock.warehouse').with(ALL).one(house, 'lot_stock_id') ?? 0;
  env
    .with({ inventory_mode: true })
    .model('stock.quant')
    .create({ product_id, location_id, inventory_quantity_auto_apply: quantity });
}

const count = (id: number, house: number, quantity: number) =>
  odoo.as('admin', (env) => lay(env, id, house, quantity));

const there = (id: number, house = 1) =>
  odoo.as('admin', (env) => {
    const view = env.model('stock.warehouse').with(ALL).one(house, 'view_location_id') ?? 0;
    const quants = env.model('stock.quant');
    const ids = quants.search([
      ['product_id', '=', id],
      ['location_id', 'child_of', view],
    ]);
    return ids.reduce((sum, quant) => sum + quants.number(quant, 'quantity'), 0);
  });

async function idOf(title: string): Promise<string> {
  const [row] = await stage.runtime.db.select().from(products).where(eq(products.title, title));
  return row?.id ?? '';
}

async function here(title: string, house?: string): Promise<number[]> {
  const rows = await stage.runtime.db
    .select()
    .from(stockLevels)
    .innerJoin(warehouses, eq(warehouses.id, stockLevels.warehouseId))
    .where(
      and(
        eq(stockLevels.productId, await idOf(title)),
        house === undefined ? undefined : eq(warehouses.code, house),
      ),
    );
  return rows.map((row) => Number(row.stock_levels.quantity));
}

const anne = { kind: 'user', id: null, name: 'Anne Martin', role: 'admin' } as const;

const type = async (title: string, quantity: string, warehouse_id?: string) =>
  setStock({ ...stage.runtime.ctx, actor: anne }, await idOf(title), {
    quantity,
    ...(warehouse_id ? { warehouse_id } : {}),
  });

const asked = () =>
  stage.runtime.db
    .select()
    .from(conflicts)
    .where(and(eq(conflicts.kind, 'stock'), eq(conflicts.status, 'open')))
    .orderBy(conflicts.label);

const setHouse = (active: boolean) =>
  odoo.as('admin', (env) => env.sudo().with(ALL).model('stock.warehouse').write([1], { active }));

test('the warehouse archived, emptied and brought back: the count that waited is asked about, and a person decides', async () => {
  const mug = await product('Mug', 10);
  const nail = await product('Nail', 10);
  const integration = await stage.join(odoo);
  await stage.run(integration);
  await count(mug, 1, 0);
  await count(nail, 1, 0);
  await setHouse(false);
  await stage.run(integration);
  await type('Mug', '4');
  await type('Nail', '12');
  await stage.run(integration);
  await setHouse(true);
  expect(await stage.run(integration)).toMatchObject({ status: 'succeeded' });
  // Two more than before the house was emptied can be held; six fewer than none cannot.
  expect([await here('Nail'), await there(nail)]).toEqual([[2], 2]);
  expect([await here('Mug'), await there(mug)]).toEqual([[4], 0]);
  const open = await asked();
  expect(open).toMatchObject([{ field: 'quantity', baseValue: '10', hereValue: '4', odooValue: '0' }]);
  expect((await getProduct(stage.runtime.ctx, await idOf('Mug'))).sync[0]?.state).not.toBe('synced');
  await stage.run(integration, { mode: 'full' });
  expect([await here('Mug'), await there(mug)]).toEqual([[4], 0]);
  await resolveConflicts(stage.runtime.ctx, { ids: [open[0]?.id ?? ''], choice: 'products_manager' });
  await stage.run(integration);
  expect([await here('Mug'), await there(mug), await asked()]).toEqual([[4], 4, []]);
});

test('a sum too large for either side is asked about, and stops nobody', async () => {
  const sand = await product('Sand', 1);
  const mug = await product('Mug', 1);
  const integration = await stage.join(odoo);
  await stage.run(integration);
  await type('Sand', '700000000000');
  await count(sand, 1, 700_000_000_000);
  await type('Mug', '3');
  await count(sand, 1, 600_000_000_000);
  expect(await stage.run(integration)).toMatchObject({ status: 'succeeded' });
  expect(await there(mug)).toBe(3);
  expect([await here('Sand'), await there(sand)]).toEqual([[700_000_000_000], 600_000_000_000]);
  const [open] = await asked();
  await resolveConflicts(stage.runtime.ctx, { ids: [open?.id ?? ''], choice: 'odoo' });
  await stage.run(integration);
  expect([await here('Sand'), await there(sand), await asked()]).toEqual([
    [600_000_000_000],
    600_000_000_000,
    [],
  ]);
});

test.each([
  ['import', [[0], 0], 'odoo'],
  ['export', [[4], 4], 'products_manager'],
] as const)(
  '%s alone: the side that may write decides, and both counts stay on record',
  async (direction, after, choice) => {
    const mug = await product('Mug', 10);
    const integration = await stage.join(odoo);
    await stage.run(integration);
    await updateIntegration(stage.runtime.ctx, integration, { sync_config: { direction } });
    await type('Mug', '4');
    await count(mug, 1, 0);
    await stage.run(integration);
    expect([await here('Mug'), await there(mug)]).toEqual(after);
    const kept = await stage.runtime.db.select().from(conflicts).where(eq(conflicts.kind, 'stock'));
    expect(kept).toMatchObject([{ status: 'settled', choice, hereValue: '4', odooValue: '0' }]);
  },
);

test('the last one sold on both sides is gone on both, and nobody is asked', async () => {
  const mug = await product('Mug', 1);
  const integration = await stage.join(odoo);
  await stage.run(integration);
  await type('Mug', '0');
  await count(mug, 1, 0);
  await stage.run(integration);
  expect([await here('Mug'), await there(mug), await asked()]).toEqual([[0], 0, []]);
});

test('counts of one product in two houses are two questions, each with its own answer', async () => {
  await odoo.as('admin', (env) => env.sudo().model('stock.warehouse').create({ name: 'South', code: 'SUD' }));
  const id = await product('Mug', 5, 7);
  const integration = await stage.join(odoo, { conflict_policy: 'manual' });
  await stage.runtime.db.update(integrations).set({ warehouseIds: [1, 2], defaultWarehouseId: 1 });
  await stage.run(integration);
  const [south] = await stage.runtime.db.select().from(warehouses).where(eq(warehouses.code, 'SUD'));
  await type('Mug', '1');
  await type('Mug', '2', south?.id);
  await count(id, 1, 0);
  await count(id, 2, 0);
  await stage.run(integration);
  const open = await asked();
  expect(open.map(({ hereValue, baseValue }) => [hereValue, baseValue])).toEqual([
    ['2', '7'],
    ['1', '5'],
  ]);
  for (const { odooChangedAt, odooChangedBy, hereChangedBy, hereChangedAt } of open) {
    expect([hereChangedBy, hereChangedAt]).toEqual(['Anne Martin', expect.any(Date)]);
    expect([odooChangedBy, odooChangedAt]).toEqual([expect.stringMatching(/\w/), expect.any(Date)]);
  }
  await resolveConflicts(stage.runtime.ctx, { ids: [open[0]?.id ?? ''], choice: 'products_manager' });
  await resolveConflicts(stage.runtime.ctx, { ids: [open[1]?.id ?? ''], choice: 'odoo' });
  await stage.run(integration);
  expect([await there(id, 1), await there(id, 2), await asked()]).toEqual([0, 2, []]);
  expect([await here('Mug', 'WH'), await here('Mug', 'SUD')]).toEqual([[0], [2]]);
});
