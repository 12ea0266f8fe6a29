import { asc, eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { products, stockLevels } from '@/db/schema/catalogue';
import { conflicts } from '@/db/schema/inbox';
import { runChanges } from '@/db/schema/runs';
import type { RunningOdoo } from '@/e2e/odoo/server';
import { storable } from '@/e2e/odoo/storable';
import { createProduct } from '@/lib/catalogue/products/create-product';
import { deleteIntegration } from '@/lib/integrations/delete';
import { updateIntegration } from '@/lib/integrations/update';
import { resolveConflicts } from '@/lib/sync/history/resolve-conflicts';
import { joined, names, north, openTwo, south, stage, sync } from './two-stage';

openTwo();

const here = async () =>
  (await stage.runtime.db.select().from(products).orderBy(asc(products.title))).map((row) => row.title);
const rename = (odoo: RunningOdoo, from: string, to: string) =>
  odoo.as('admin', (env) => {
    const model = env.model('product.template');
    model.write(model.search([['name', '=', from]]), { name: to });
  });

test('what came from one goes to the other only when that one says so', async () => {
  await north.as('admin', (env) => env.model('product.template').create({ name: 'Du nord' }));
  await sync('north', 'south', 'north');
  expect(await here()).toEqual(['Du nord']);
  expect(await names(south)).toEqual([]);
  await updateIntegration(stage.runtime.ctx, joined.south, { sync_config: { export_scope: 'all' } });
  // The first push of what is another's is asked about once.
  expect(await stage.run(joined.south)).toMatchObject({
    status: 'failed',
    error: { class: 'safety', code: 'foreign_records', params: { count: 1 } },
  });
  expect(await names(south)).toEqual([]);
  expect(await stage.run(joined.south, { confirmed: true })).toMatchObject({ status: 'succeeded' });
  await north.as('admin', (env) => env.model('product.template').create({ name: 'Du nord aussi' }));
  await sync('north', 'south', 'north');
  expect(await names(south)).toEqual(['Du nord', 'Du nord aussi']);
  expect(await names(north)).toEqual(['Du nord', 'Du nord aussi']);
});

test('what was made here goes to both, and an edit in one reaches the other through here', async () => {
  await createProduct(stage.runtime.ctx, { title: 'Bol', sku: 'B-1', price: '10.00' });
  await sync('north', 'south');
  expect([await names(north), await names(south)]).toEqual([['Bol'], ['Bol']]);
  await rename(north, 'Bol', 'Bol du nord');
  await sync('north', 'south');
  expect([await here(), await names(south)]).toEqual([['Bol du nord'], ['Bol du nord']]);
  await sync('north', 'south');
  for (const id of Object.values(joined)) {
    const run = await stage.run(id);
    const changes = await stage.runtime.db.select().from(runChanges).where(eq(runChanges.runId, run.id));
    expect(changes).toEqual([]);
  }
});

test('edited in both at once: a conflict with the later of them, and all three agree in the end', async () => {
  await createProduct(stage.runtime.ctx, { title: 'Bol', sku: 'B-1', price: '10.00' });
  await sync('north', 'south');
  await rename(north, 'Bol', 'Bol du nord');
  await rename(south, 'Bol', 'Bol du sud');
  await sync('north', 'south', 'north', 'south', 'north');
  const [agreed] = await here();
  expect([await names(north), await names(south)]).toEqual([[agreed], [agreed]]);
  const recorded = await stage.runtime.db.select().from(conflicts);
  expect(recorded.map(({ integrationId }) => integrationId)).toEqual([joined.south]);
  expect(recorded).toMatchObject([{ hereValue: 'Bol du nord', odooValue: 'Bol du sud' }]);
});

test('what came from an Odoo that is no longer joined goes to no other, nor do its categories', async () => {
  await north.as('admin', (env) => {
    const categ_id = env.model('product.category').create({ name: 'Du nord' });
    env.model('product.template').create({ name: 'Nordique', categ_id });
    env.model('product.template').create({ name: 'Commun', default_code: 'C-1', categ_id });
  });
  await south.as('admin', (env) =>
    env.model('product.template').create({ name: 'Commun', default_code: 'C-1' }),
  );
  await sync('north');
  expect(await deleteIntegration(stage.runtime.ctx, joined.north)).toEqual({ products_kept: 2 });
  await createProduct(stage.runtime.ctx, { title: 'Fait ici', price: '10.00' });
  await sync('south');
  await stage.run(joined.south, { mode: 'full' });
  expect(await names(south)).toEqual(['Commun', 'Fait ici']);
  const shelves = await south.as('admin', (env) =>
    env.model('product.category').search([['name', '=', 'Du nord']]),
  );
  expect(shelves).toEqual([]);
});

test('an Odoo that is joined again knows its own products, with codes or without: nothing is asked or doubled', async () => {
  await north.as('admin', (env) => {
    env.model('product.template').create({ name: 'Sans code', list_price: 4, taxes_id: [[6, 0, []]] });
    env.model('product.template').create({ name: 'Avec', default_code: 'A-1', taxes_id: [[6, 0, []]] });
    env.model('product.template').create({ name: 'Jumeau', list_price: 5, taxes_id: [[6, 0, []]] });
  });
  await sync('north');
  const before = (await stage.runtime.db.select().from(products).orderBy(asc(products.title))).map(
    ({ id }) => id,
  );
  await deleteIntegration(stage.runtime.ctx, joined.north);
  joined.north = await stage.join(north, { export_scope: 'all' });
  await stage.run(joined.north, { dryRun: true });
  await sync('north', 'north');
  const after = await stage.runtime.db.select().from(products).orderBy(asc(products.title));
  expect(after.map(({ id }) => id)).toEqual(before);
  expect(await names(north)).toEqual(['Avec', 'Jumeau', 'Sans code']);
  expect(await stage.runtime.db.select().from(conflicts)).toEqual([]);
  // Still another's for the other one.
  await sync('south');
  expect(await names(south)).toEqual([]);
});

test.each(['bidirectional', 'import'] as const)(
  'a product that both Odoos have keeps what each says of it until a person decides (%s)',
  async (direction) => {
    await north.as('admin', (env) =>
      env.model('product.template').create({
        name: 'Bol',
        default_code: 'B-1',
        list_price: 12,
        taxes_id: [[6, 0, []]],
        description_sale: 'Du nord',
        barcode: '3000000000014',
      }),
    );
    const id = await south.as('admin', (env) =>
      env
        .model('product.template')
        .create({ name: 'Bol', default_code: 'B-1', list_price: 9, taxes_id: [[6, 0, []]] }),
    );
    await updateIntegration(stage.runtime.ctx, joined.south, { sync_config: { direction } });
    await sync('north', 'south');
    await stage.run(joined.south, { mode: 'full' });
    const there = () =>
      south.as('admin', (env) => {
        const all = env.model('product.template');
        return [all.number(id, 'list_price'), all.text(id, 'description_sale'), all.text(id, 'barcode')];
      });
    const price = async () => Number((await stage.runtime.db.select().from(products))[0]?.price);
    expect([await there(), await price()]).toEqual([[9, '', ''], 12]);
    const asked = await stage.runtime.db.select().from(conflicts).where(eq(conflicts.status, 'open'));
    expect(asked.map(({ field }) => field).toSorted()).toEqual(['description', 'ean', 'price']);
    const ids = asked.map((one) => one.id);
    await resolveConflicts(stage.runtime.ctx, { ids, choice: 'products_manager' });
    await sync('south', 'south');
    expect(await there()).toEqual(direction === 'import' ? [9, '', ''] : [12, 'Du nord', '3000000000014']);
    expect(await price()).toBe(12);
    expect(await stage.runtime.db.select().from(conflicts).where(eq(conflicts.status, 'open'))).toEqual([]);
  },
);

test.each([60, 0])(
  'goods counted of a product of another Odoo meet %d counted here: a person says which',
  async (counted) => {
    await goods(north, 2855);
    await goods(south, counted);
    await sync('north');
    await deleteIntegration(stage.runtime.ctx, joined.north);
    await sync('south', 'south');
    const count = async () =>
      (await stage.runtime.db.select().from(stockLevels)).map(({ quantity }) => Number(quantity));
    expect([await count(), await inStock(south)]).toEqual([[2855], counted]);
    const [asked] = await stage.runtime.db.select().from(conflicts).where(eq(conflicts.kind, 'stock'));
    expect(asked).toMatchObject({ status: 'open', field: 'quantity' });
    await resolveConflicts(stage.runtime.ctx, { ids: [asked?.id ?? ''], choice: 'odoo' });
    await sync('south', 'south');
    expect([await count(), await inStock(south)]).toEqual([[counted], counted]);
  },
);

test('the houses of two Odoos are two here, each with its own goods of a product they share', async () => {
  await goods(north, 2855);
  await goods(south, 60);
  await sync('north', 'south', 'north', 'south');
  const levels = await stage.runtime.db.select().from(stockLevels);
  expect(levels.map(({ quantity }) => Number(quantity)).toSorted((a, b) => a - b)).toEqual([60, 2855]);
  expect([await inStock(north), await inStock(south)]).toEqual([2855, 60]);
  expect(await stage.runtime.db.select().from(conflicts).where(eq(conflicts.kind, 'stock'))).toEqual([]);
});

/** A storable product of one code, and how many of it lie in the main warehouse. */
function goods(odoo: RunningOdoo, quantity: number) {
  return odoo.as('admin', (env) => {
    const head = env
      .model('product.template')
      .create({ name: 'Clou', default_code: 'CLOU', ...storable(env) });
    const [product = 0] = env.model('product.product').search([['product_tmpl_id', '=', head]]);
    const place = env.model('stock.warehouse').one(1, 'lot_stock_id') ?? 0;
    if (quantity === 0) return;
    env
      .with({ inventory_mode: true })
      .model('stock.quant')
      .create({ product_id: product, location_id: place, inventory_quantity_auto_apply: quantity });
  });
}

function inStock(odoo: RunningOdoo): Promise<number> {
  return odoo.as('admin', (env) => {
    const quants = env.model('stock.quant');
    const ids = quants.search([['location_id.usage', '=', 'internal']]);
    return ids.reduce((sum, id) => sum + quants.number(id, 'quantity'), 0);
  });
}
