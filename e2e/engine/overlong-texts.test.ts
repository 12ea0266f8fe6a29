import { eq } from 'drizzle-orm';
import { afterEach, expect, test } from 'vitest';
import { products } from '@/db/schema/catalogue';
import { syncErrors } from '@/db/schema/inbox';
import { updateProduct } from '@/lib/catalogue/products/update-product';
import { openStage, type Stage } from './stage';

let stage: Stage;
afterEach(() => stage.close());

const heads = () => stage.runtime.db.select().from(products).orderBy(products.id);
const openErrors = () => stage.runtime.db.select().from(syncErrors).where(eq(syncErrors.status, 'open'));

/** Longer than an index takes, and nothing that compresses. */
const PAGES = Array.from({ length: 600 }, (_, n) => ((n * 7919 + 13) % 99991).toString(36)).join(' ');

test('a name or a code of pages is the error of one field of one record; it arrives when it is shortened', async () => {
  stage = await openStage();
  const odoo = await stage.odoo({
    version: '17.0',
    seed: (env) => {
      env.model('product.template').create({ name: 'Bol', list_price: 10, taxes_id: [] });
      env.model('product.template').create({ name: 'Tasse', list_price: 20, taxes_id: [] });
    },
  });
  // Whatever is typed here would win: what stands for a name here was not typed.
  const integration = await stage.join(odoo, {
    direction: 'bidirectional',
    conflict_policy: 'products_manager',
  });
  await stage.run(integration);
  await odoo.as('admin', (env) => {
    const templates = env.model('product.template');
    templates.write(templates.search([['name', '=', 'Bol']]), { name: PAGES, list_price: 11 });
    templates.write(templates.search([['name', '=', 'Tasse']]), { default_code: PAGES, list_price: 21 });
    templates.create({ name: `Neuf ${PAGES}`, list_price: 30, taxes_id: [] });
  });
  expect(await stage.run(integration)).toMatchObject({ status: 'partial', error: null });
  const told = (await openErrors()).map(({ label, code, params }) => [label.slice(0, 5), code, params.field]);
  expect(told).toEqual(
    expect.arrayContaining([
      ['Bol', 'text_too_long', 'title'],
      ['Tasse', 'text_too_long', 'sku'],
      ['Neuf ', 'text_too_long', 'title'],
    ]),
  );
  const rows = await heads();
  expect(rows.map(({ title, sku, price }) => [title.slice(0, 6), sku, Number(price)])).toEqual([
    ['Bol', null, 11],
    ['Tasse', null, 21],
    [`Neuf ${PAGES.slice(0, 1)}`, null, 30],
  ]);
  // What stands for the name here is never sent.
  await updateProduct(stage.runtime.ctx, rows[2]?.id ?? '', { price: '31.00' });
  await stage.run(integration);
  await odoo.as('admin', (env) => {
    const templates = env.model('product.template');
    const named = templates.search([['list_price', '=', 31]])[0] ?? 0;
    expect(templates.text(named, 'name')).toBe(`Neuf ${PAGES}`);
    templates.write([named], { name: 'Neuf' });
    templates.write(templates.search([['name', '=', PAGES]]), { name: 'Grand bol' });
    templates.write(templates.search([['name', '=', 'Tasse']]), { default_code: 'TASSE' });
  });
  expect(await stage.run(integration)).toMatchObject({ status: 'succeeded', error: null });
  expect(await openErrors()).toEqual([]);
  expect((await heads()).map(({ title, sku }) => [title, sku])).toEqual([
    ['Grand bol', null],
    ['Tasse', 'TASSE'],
    ['Neuf', null],
  ]);
});

test('a cost that Odoo counts by itself is written there only when it was typed here', async () => {
  stage = await openStage();
  const odoo = await stage.odoo({
    version: '19.0',
    seed: (env) => {
      env
        .model('product.template')
        .create({ name: 'Bol', list_price: 10, standard_price: 3.333333333, taxes_id: [] });
    },
  });
  const integration = await stage.join(odoo, { direction: 'bidirectional' });
  await stage.run(integration);
  const [bowl] = await heads();
  const costsSent = (from: number) =>
    odoo.log.slice(from).filter(({ args, kwargs, method }) => {
      return ['write', 'load'].includes(method) && JSON.stringify([args, kwargs]).includes('standard_price');
    });
  // A delivery moves the average cost, while something else of the product is typed here.
  await odoo.as('admin', (env) => {
    const variants = env.model('product.product');
    variants.write(variants.search([['name', '=', 'Bol']]), { standard_price: 3.416666667 });
  });
  await updateProduct(stage.runtime.ctx, bowl?.id ?? '', { weight: '0.4', price: '12.00' });
  const before = odoo.log.length;
  for (const mode of ['incremental', 'full'] as const) {
    expect(await stage.run(integration, { mode })).toMatchObject({ status: 'succeeded', error: null });
  }
  expect(costsSent(before)).toEqual([]);
  expect(Number((await heads())[0]?.costPrice)).toBe(3.4167);
  await updateProduct(stage.runtime.ctx, bowl?.id ?? '', { cost_price: '4.00' });
  await stage.run(integration);
  expect(costsSent(before)).toHaveLength(1);
});
