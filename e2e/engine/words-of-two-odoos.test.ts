import { asc, eq, isNull } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { products } from '@/db/schema/catalogue';
import { conflicts, syncErrors } from '@/db/schema/inbox';
import type { RunningOdoo } from '@/e2e/odoo/server';
import { updateProduct } from '@/lib/catalogue/products/update-product';
import { resolveConflicts } from '@/lib/sync/history/resolve-conflicts';
import { joined, names, north, openTwo, south, stage, sync } from './two-stage';

openTwo();

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

test('words of another number that are typed later take no variant out of the Odoo that has none for them', async () => {
  await shirt(north, { Couleur: ['Rouge', 'Bleu'] });
  await shirt(south, { Color: ['Red', 'Blue'], Marque: ['Acme'] });
  await sync('north', 'south');
  const asked = await stage.runtime.db.select().from(conflicts).where(eq(conflicts.status, 'open'));
  await resolveConflicts(stage.runtime.ctx, { ids: asked.map(({ id }) => id), choice: 'odoo' });
  await sync('south', 'north');
  const before = await variantsOf(north);
  const [red] = await stage.runtime.db.select().from(products).where(eq(products.sku, 'S-0'));
  const type = (Color: string) =>
    updateProduct(stage.runtime.ctx, red?.id ?? '', { attributes: { Color, Marque: 'Acme' } });
  await type('Green');
  await sync('south');
  expect((await variantsOf(south)).filter(({ active }) => active).map(({ values }) => values)).toEqual([
    ['Blue', 'Acme'],
    ['Green', 'Acme'],
  ]);
  expect((await stage.run(joined.north)).status).toBe('partial');
  await stage.run(joined.north, { mode: 'full' });
  expect(await variantsOf(north)).toEqual(before);
  const open = () => stage.runtime.db.select().from(syncErrors).where(eq(syncErrors.status, 'open'));
  expect(await open()).toMatchObject([
    {
      code: 'combination_incomplete',
      params: { variant: 'Color: Green, Marque: Acme', attribute: 'Couleur' },
    },
  ]);
  await type('Red');
  await sync('south', 'north');
  expect(await variantsOf(north)).toEqual(before);
  expect(await open()).toEqual([]);
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
