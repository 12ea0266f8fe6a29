import { asc, eq, isNull } from 'drizzle-orm';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { products, stockLevels } from '@/db/schema/catalogue';
import { conflicts } from '@/db/schema/inbox';
import { runChanges } from '@/db/schema/runs';
import type { RunningOdoo } from '@/e2e/odoo/server';
import { storable } from '@/e2e/odoo/storable';
import { createProduct } from '@/lib/catalogue/products/create-product';
import { updateProduct } from '@/lib/catalogue/products/update-product';
import { deleteIntegration } from '@/lib/integrations/delete';
import { updateIntegration } from '@/lib/integrations/update';
import { resolveConflicts } from '@/lib/sync/history/resolve-conflicts';
import { openStage, type Stage } from './stage';

/** One catalogue joined to two Odoos of different versions. */
let stage: Stage;
let north: RunningOdoo;
let south: RunningOdoo;
let joined: { north: string; south: string };
beforeEach(async () => {
  stage = await openStage();
  north = await stage.odoo({ version: '15.0' });
  south = await stage.odoo({ version: '18.0' });
  joined = {
    north: await stage.join(north, { conflict_policy: 'newest' }),
    south: await stage.join(south, { conflict_policy: 'newest' }),
  };
});
afterEach(() => stage.close());

async function sync(...sides: ('north' | 'south')[]): Promise<void> {
  for (const side of sides)
    expect(await stage.run(joined[side])).toMatchObject({ status: 'succeeded', error: null });
}

const names = (odoo: RunningOdoo) =>
  odoo.as('admin', (env) => {
    const model = env.model('product.template');
    return model
      .search([], { order: 'id' })
      .map((id) => model.text(id, 'name'))
      .toSorted();
  });
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

test.each(['odoo', 'products_manager'] as const)(
  'attributes of a product that both Odoos have are said in the words they came with, until a person decides (%s)',
  async (choice) => {
    const first = await shirt(north, { Couleur: ['Rouge', 'Bleu'] });
    const inNorth = () =>
      north.as('admin', (env) => {
        const values = env.model('product.attribute.value');
        return [
          env.model('product.template').many(first.head, 'product_variant_ids'),
          values
            .search([])
            .map((id) => values.text(id, 'name'))
            .toSorted(),
        ];
      });
    const { head, variants } = await shirt(south, { Color: ['Red', 'Blue'] });
    await sync('north', 'south');
    await stage.run(joined.south, { mode: 'full' });
    const there = () =>
      south.as('admin', (env) => [
        env.model('product.template').many(head, 'product_variant_ids'),
        env.model('product.attribute').search([]).length,
      ]);
    expect(await words()).toEqual([{ Couleur: 'Rouge' }, { Couleur: 'Bleu' }]);
    expect(await there()).toEqual([variants, 1]);
    const asked = await stage.runtime.db.select().from(conflicts).where(eq(conflicts.status, 'open'));
    expect(asked.map(({ field }) => field)).toEqual(['attributes', 'attributes']);
    await resolveConflicts(stage.runtime.ctx, { ids: asked.map(({ id }) => id), choice });
    await sync('south', 'south');
    await stage.run(joined.south, { mode: 'full' });
    expect(await words()).toEqual(
      choice === 'odoo' ? [{ Color: 'Red' }, { Color: 'Blue' }] : [{ Couleur: 'Rouge' }, { Couleur: 'Bleu' }],
    );
    expect(await there()).toEqual([variants, 1]);
    const said = await words();
    await sync('north', 'north', 'south', 'north');
    expect(await words()).toEqual(said);
    expect(await inNorth()).toEqual([first.variants, ['Bleu', 'Rouge']]);
    expect(await there()).toEqual([variants, 1]);
    expect(await stage.runtime.db.select().from(conflicts).where(eq(conflicts.status, 'open'))).toEqual([]);

    // A colour that is new in the second comes in the words of its sisters, and so it goes on to the first.
    await south.as('admin', (env) => {
      const [line = 0] = env.model('product.template').many(head, 'attribute_line_ids');
      const attribute_id = env.model('product.template.attribute.line').one(line, 'attribute_id') ?? 0;
      const green = env.model('product.attribute.value').create({ name: 'Green', attribute_id });
      env.model('product.template.attribute.line').write([line], { value_ids: [[4, green]] });
    });
    await sync('south', 'north', 'south', 'north');
    const [name = ''] = Object.keys(said[0] ?? {});
    expect(await words()).toEqual([...said, { [name]: 'Green' }]);
    expect((await variantsOf(north)).map(({ values }) => values)).toEqual([['Rouge'], ['Bleu'], ['Green']]);
    expect(await north.as('admin', (env) => env.model('product.attribute').search([]).length)).toBe(1);
  },
);

test('another Odoo’s words that are more than ours move nothing in ours, chosen in the midst of its run', async () => {
  await shirt(north, { Couleur: ['Rouge', 'Bleu'] });
  await shirt(south, { Color: ['Red', 'Blue'], Marque: ['Acme'] });
  await sync('north', 'south');
  const [before, beside] = [await variantsOf(north), await variantsOf(south)];
  const asked = await stage.runtime.db.select().from(conflicts).where(eq(conflicts.status, 'open'));
  await resolveConflicts(stage.runtime.ctx, { ids: asked.map(({ id }) => id), choice: 'odoo' });
  const [shirtHere] = await stage.runtime.db.select().from(products).where(isNull(products.parentId));
  await updateProduct(stage.runtime.ctx, shirtHere?.id ?? '', { title: 'Chemise neuve' });
  // The first one's run has read its ties, and writes to Odoo, as the choice is carried out.
  let chosen = false;
  north.hooks.beforeCall = async ({ method }) => {
    if (method !== 'write' || chosen) return;
    chosen = true;
    await sync('south');
  };
  await sync('north');
  expect(chosen).toBe(true);
  await sync('north', 'south', 'north');
  for (const id of Object.values(joined)) await stage.run(id, { mode: 'full' });
  expect(await words()).toEqual([
    { Color: 'Red', Marque: 'Acme' },
    { Color: 'Blue', Marque: 'Acme' },
  ]);
  expect([await variantsOf(north), await variantsOf(south)]).toEqual([before, beside]);
  expect([await names(north), await names(south)]).toEqual([['Chemise neuve'], ['Chemise neuve']]);
});

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

/** A shirt of one code a variant, S-0 and S-1, with as many lines as are said. */
function shirt(odoo: RunningOdoo, lines: Readonly<Record<string, readonly string[]>>) {
  return odoo.as('admin', (env) => {
    const made = Object.entries(lines).map(([name, values]) => {
      const attribute_id = env.model('product.attribute').create({ name });
      const ids = values.map((value) =>
        env.model('product.attribute.value').create({ name: value, attribute_id }),
      );
      return [0, 0, { attribute_id, value_ids: [[6, 0, ids]] }];
    });
    const head = env.model('product.template').create({ name: 'Chemise', attribute_line_ids: made });
    const variants = env.model('product.template').many(head, 'product_variant_ids');
    for (const [n, id] of variants.entries())
      env.model('product.product').write([id], { default_code: `S-${n}` });
    return { head, variants };
  });
}

/** Everything that tells one variant of an Odoo from another. */
const variantsOf = (odoo: RunningOdoo) =>
  odoo.as('admin', (env) => {
    const products = env.model('product.product').with({ active_test: false });
    const values = env.model('product.template.attribute.value');
    return products.search([], { order: 'id' }).map((id) => ({
      id,
      active: products.flag(id, 'active'),
      code: products.text(id, 'default_code'),
      values: products
        .many(id, 'product_template_attribute_value_ids')
        .map((one) => values.text(one, 'name')),
    }));
  });

const words = async () =>
  (await stage.runtime.db.select().from(products).orderBy(asc(products.position)))
    .filter(({ parentId }) => parentId !== null)
    .map(({ attributes }) => attributes);

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
