import { asc, eq, isNull } from 'drizzle-orm';
import sharp from 'sharp';
import { afterEach, describe, expect, test } from 'vitest';
import { productImages, products } from '@/db/schema/catalogue';
import { syncErrors } from '@/db/schema/inbox';
import { runChanges } from '@/db/schema/runs';
import { prepareImages } from '@/e2e/odoo/models/image-processing';
import { Env } from '@/e2e/odoo/orm/env';
import { userError } from '@/e2e/odoo/orm/faults';
import type { RunningOdoo } from '@/e2e/odoo/server';
import { createProduct } from '@/lib/catalogue/products/create-product';
import { getProduct } from '@/lib/catalogue/products/get-product';
import { updateProduct } from '@/lib/catalogue/products/update-product';
import { openStage, type Stage } from './stage';

let stage: Stage;
let odoo: RunningOdoo;
let integration: string;
afterEach(() => stage.close());

const ctx = () => stage.runtime.ctx;
const inOdoo = <T>(work: (env: Env) => T) => odoo.as('admin', work);

async function open(version: string) {
  stage = await openStage();
  odoo = await stage.odoo({ version });
  integration = await stage.join(odoo);
}

async function sync() {
  const run = await stage.run(integration, { mode: 'full' });
  expect(run.error).toBeNull();
  return run;
}

async function quiet() {
  const run = await sync();
  expect(await stage.runtime.db.select().from(runChanges).where(eq(runChanges.runId, run.id))).toEqual([]);
}

const openErrors = async () =>
  (await stage.runtime.db.select().from(syncErrors).where(eq(syncErrors.status, 'open'))).map(
    ({ code, params }) => ({ code, params }),
  );
const stateOf = async (id: string) => (await getProduct(ctx(), id)).sync.map(({ state }) => state);
const headHere = async () => (await stage.runtime.db.select().from(products))[0]?.id ?? '';

const costs = () =>
  inOdoo((env) => {
    const model = env.model('product.product');
    return model
      .search([], { order: 'id' })
      .map((id) => [
        model.text(id, 'default_code'),
        model.number(id, 'standard_price'),
        model.number(id, 'weight'),
      ]);
  });

describe('a template without a variant', () => {
  test('gives its code and takes one; what only a variant can carry is told as waiting until there is one', async () => {
    await open('19.0');
    const id = await inOdoo((env) => {
      const wood = env.model('product.attribute').create({ name: 'Bois', create_variant: 'dynamic' });
      const values = ['Chêne', 'Noyer'].map((name) =>
        env.model('product.attribute.value').create({ name, attribute_id: wood }),
      );
      return env.model('product.template').create({
        name: 'Table',
        default_code: 'TAB',
        attribute_line_ids: [[0, 0, { attribute_id: wood, value_ids: [[6, 0, values]] }]],
      });
    });
    await sync();
    const head = await headHere();
    expect((await getProduct(ctx(), head)).sku).toBe('TAB');
    await quiet();
    await updateProduct(ctx(), head, { sku: 'TABLE', cost_price: '80.00', weight: '12' });
    await sync();
    expect(await inOdoo((env) => env.model('product.template').text(id, 'default_code'))).toBe('TABLE');
    expect(await openErrors()).toEqual([
      { code: 'waits_for_variant', params: { fields: 'cost_price, weight' } },
    ]);
    expect(await stateOf(head)).toEqual(['error']);
    await inOdoo((env) => {
      const [ptav = 0] = env.model('product.template.attribute.value').search([['product_tmpl_id', '=', id]]);
      env.model('product.template').write([id], { default_code: false });
      env.model('product.product').create({
        product_tmpl_id: id,
        product_template_attribute_value_ids: [[6, 0, [ptav]]],
      });
    });
    await sync();
    expect(await costs()).toEqual([['TABLE', 80, 12]]);
    expect(await openErrors()).toEqual([]);
    expect(await stateOf(head)).toEqual(['synced']);
    await quiet();
  });
});

describe('what is typed on a product with variants and only they can carry', () => {
  const variants = [
    { attributes: { Taille: 'S' }, sku: 'S' },
    { attributes: { Taille: 'M' }, sku: 'M', cost_price: '3.00' },
  ];

  test('goes to those that have none of their own, at once and later, in Odoo too', async () => {
    await open('17.0');
    const { id } = await createProduct(ctx(), {
      title: 'Chemise',
      cost_price: '5.00',
      weight: '0.25',
      variants,
    });
    await sync();
    expect(await costs()).toEqual([
      ['S', 5, 0.25],
      ['M', 3, 0.25],
    ]);
    await updateProduct(ctx(), id, { cost_price: '6.00' });
    await createProduct(ctx(), { parent_id: id, attributes: { Taille: 'L' }, sku: 'L' });
    await sync();
    expect(await costs()).toEqual([
      ['S', 6, 0.25],
      ['M', 3, 0.25],
      ['L', 6, 0.25],
    ]);
    await quiet();
  });

  test('codes are refused where they are typed, and leave for the first variant', async () => {
    await open('17.0');
    await expect(createProduct(ctx(), { title: 'Chemise', sku: 'CH', variants })).rejects.toMatchObject({
      code: 'code_of_variants',
    });
    const { id } = await createProduct(ctx(), {
      title: 'Chemise',
      sku: 'CH',
      ean: '3000000000014',
      cost_price: '5.00',
    });
    await sync();
    for (const Taille of ['S', 'M']) await createProduct(ctx(), { parent_id: id, attributes: { Taille } });
    await expect(updateProduct(ctx(), id, { ean: '3000000000021' })).rejects.toMatchObject({
      code: 'code_of_variants',
    });
    await sync();
    expect(await costs()).toEqual([
      ['CH', 5, 0],
      ['', 5, 0],
    ]);
    expect((await getProduct(ctx(), id)).sku).toBeNull();
    await quiet();
  });
});

test('a code that a product has beside its variants, on either side, is told and not called synchronised', async () => {
  await open('18.0');
  const template = await inOdoo((env) => {
    const size = env.model('product.attribute').create({ name: 'Size' });
    const values = ['S', 'M'].map((name) =>
      env.model('product.attribute.value').create({ name, attribute_id: size }),
    );
    const id = env.model('product.template').create({
      name: 'Shirt',
      attribute_line_ids: [[0, 0, { attribute_id: size, value_ids: [[6, 0, values]] }]],
    });
    env.model('product.template').write([id], { default_code: 'SHIRT' });
    return id;
  });
  expect(await sync()).toMatchObject({ status: 'succeeded' });
  const [head] = await stage.runtime.db.select().from(products).where(isNull(products.parentId));
  const id = head?.id ?? '';
  expect(await openErrors()).toEqual([{ code: 'codes_beside_variants', params: { codes: 'SHIRT' } }]);
  expect(await stateOf(id)).toEqual(['error']);
  // Kept here from before the product had variants.
  await stage.runtime.db.update(products).set({ sku: 'OLD' }).where(eq(products.id, id));
  await sync();
  expect(await openErrors()).toEqual([{ code: 'codes_beside_variants', params: { codes: 'OLD, SHIRT' } }]);
  await stage.runtime.db.update(products).set({ sku: null }).where(eq(products.id, id));
  await inOdoo((env) => env.model('product.template').write([template], { default_code: false }));
  await sync();
  expect(await openErrors()).toEqual([]);
  expect(await stateOf(id)).toEqual(['synced']);
  await quiet();
});

test('what Odoo refuses to make is told as failed, not as written', async () => {
  await open('18.0');
  await sync();
  odoo.hooks.beforeCall = async (call) => {
    if (call.model === 'product.template' && call.method === 'load') throw userError('No price list.');
  };
  const { id } = await createProduct(ctx(), { title: 'Lampe', sku: 'LA' });
  await quiet();
  expect(await stateOf(id)).toEqual(['error']);
  odoo.hooks.beforeCall = () => undefined;
  await sync();
  expect(await stateOf(id)).toEqual(['synced']);
  await quiet();
});

test('one field that Odoo refuses is that field’s error; the others of the record go on', async () => {
  await open('16.0');
  const { id } = await createProduct(ctx(), { title: 'Lampe', sku: 'LA' });
  await sync();
  odoo.hooks.beforeCall = async (call) => {
    const sent = ['load', 'write'].includes(call.method) ? JSON.stringify([call.args, call.kwargs]) : '';
    if (call.model === 'product.product' && sent.includes('standard_price'))
      throw userError('You don’t have any stock valuation account defined on your product category.');
  };
  await updateProduct(ctx(), id, { sku: 'LB', cost_price: '8.00', weight: '2' });
  await sync();
  expect(await costs()).toEqual([['LB', 0, 2]]);
  expect(await openErrors()).toMatchObject([{ code: 'validation', params: { field: 'cost_price' } }]);
  expect(await stateOf(id)).toEqual(['error']);
  odoo.hooks.beforeCall = () => undefined;
  await sync();
  expect(await costs()).toEqual([['LB', 8, 2]]);
  expect(await openErrors()).toEqual([]);
});

test.each([
  [
    'GIF',
    () =>
      sharp({ create: { width: 4, height: 4, channels: 3, background: 'red' } })
        .gif()
        .toBuffer(),
  ],
  ['SVG', async () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')],
])('a %s in Odoo is a named error, and the rest of the product arrives', async (_name, bytes) => {
  await open('17.0');
  const image = (await bytes()).toString('base64');
  const id = await inOdoo((env) => env.model('product.template').create({ name: 'Mug', list_price: 4 }));
  const prepared = await prepareImages(odoo.db.caps, 'product.template', [{ image_1920: image }], {});
  await inOdoo((env) =>
    new Env(env.db, env.tx, env.uid, env.context, env.su, prepared)
      .model('product.template')
      .write([id], { image_1920: image }),
  );
  await sync();
  const [row] = await stage.runtime.db.select().from(products).orderBy(asc(products.id));
  expect(row).toMatchObject({ title: 'Mug', price: '4.6000' });
  expect(await openErrors()).toMatchObject([{ code: 'picture_format' }]);
  expect(await stateOf(row?.id ?? '')).toEqual(['error']);
  expect(await stage.runtime.db.select().from(productImages)).toEqual([]);
});
