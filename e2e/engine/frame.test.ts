import { eq } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { products, warehouses } from '@/db/schema/catalogue';
import { integrations } from '@/db/schema/integrations';
import type { RunningOdoo } from '@/e2e/odoo/server';
import { storable } from '@/e2e/odoo/storable';
import { played } from '@/e2e/support/played-on';
import { salesOverTime } from '@/lib/analytics/sales';
import { salesQuery } from '@/lib/analytics/schema';
import { createProduct } from '@/lib/catalogue/products/create-product';
import { getProduct } from '@/lib/catalogue/products/get-product';
import { newProduct } from '@/lib/catalogue/products/schema';
import { updateProduct } from '@/lib/catalogue/products/update-product';
import { setStock } from '@/lib/catalogue/stock/set-stock';
import { openStage, type Stage } from './stage';

let stage: Stage;
beforeEach(async () => {
  stage = await openStage();
});
afterEach(() => stage.close());

async function here(title: string) {
  const [row] = await stage.runtime.db.select().from(products).where(eq(products.title, title));
  return row ? getProduct(stage.runtime.ctx, row.id) : null;
}

async function integrationRow(id: string) {
  const [row] = await stage.runtime.db.select().from(integrations).where(eq(integrations.id, id));
  if (!row) throw new Error('no integration');
  return row;
}

const template = (odoo: RunningOdoo, vals: Record<string, unknown>) =>
  odoo.as('admin', (env) => env.model('product.template').create(JSON.parse(JSON.stringify(vals))));

const makeTax = (odoo: RunningOdoo) =>
  odoo.as('admin', (env) => {
    const tax = env.model('account.tax').create({ name: 'VAT 20', amount: 20, type_tax_use: 'sale' });
    env.model('res.company').set(1, { account_sale_tax_id: tax });
    return tax;
  });

describe.each(played('18.0', '19.0'))('Odoo %s', (version) => {
  test('counts prices with their taxes from now on: the next run reads them again and says why', async () => {
    const odoo = await stage.odoo({ version });
    const tax = await makeTax(odoo);
    await template(odoo, { name: 'Lamp', list_price: 100, taxes_id: [[6, 0, [tax]]] });
    const integration = await stage.join(odoo);
    expect((await stage.run(integration)).notices).toEqual([]);
    expect(await here('Lamp')).toMatchObject({ price: '120.00' });
    expect((await stage.run(integration)).notices).toEqual([]);
    await odoo.as('admin', (env) =>
      env.sudo().model('res.company').write([1], { account_price_include: 'tax_included' }),
    );
    const run = await stage.run(integration);
    expect(await here('Lamp')).toMatchObject({ price: '100.00' });
    expect(run.notices).toEqual([
      { code: 'setting_changed.price_included', params: { before: 'tax_excluded', after: 'tax_included' } },
    ]);
    expect((await stage.run(integration)).notices).toEqual([]);
  });
});

test('a tax deleted in Odoo: what was sold with it costs less at the next run, which says why', async () => {
  const odoo = await stage.odoo({ version: '17.0' });
  const tax = await makeTax(odoo);
  await template(odoo, { name: 'Lamp', list_price: 100, taxes_id: [[6, 0, [tax]]] });
  const integration = await stage.join(odoo);
  await stage.run(integration);
  expect(await here('Lamp')).toMatchObject({ price: '120.00' });
  await odoo.as('admin', (env) => {
    env.model('res.company').set(1, { account_sale_tax_id: false });
    env.sudo().model('account.tax').unlink([tax]);
  });
  const run = await stage.run(integration);
  expect(await here('Lamp')).toMatchObject({ price: '100.00' });
  expect(run.notices).toEqual([{ code: 'taxes_lost', params: { count: 1 } }]);
  expect((await stage.run(integration)).notices).toEqual([]);
});

describe.each(played('17.0', '19.0'))('a branch in Odoo %s', (version) => {
  test('sells what its parent has, with the taxes of its parent', async () => {
    const odoo = await stage.odoo({ version });
    const tax = await makeTax(odoo);
    await template(odoo, { name: 'Mug', list_price: 100, taxes_id: [[6, 0, [tax]]] });
    await template(odoo, { name: 'Par', list_price: 10, company_id: 1, taxes_id: [[6, 0, [tax]]] });
    const branch = await odoo.as('admin', (env) =>
      env.sudo().model('res.company').create({ name: 'Branch', parent_id: 1 }),
    );
    // Somebody of the branch alone: the parent itself is hidden from him.
    await odoo.as('admin', (env) =>
      env
        .sudo()
        .model('res.users')
        .write([2], { company_id: branch, company_ids: [[6, 0, [branch]]] }),
    );
    const integration = await stage.join(odoo);
    expect(await stage.run(integration)).toMatchObject({ status: 'succeeded', error: null });
    expect(await here('Par')).toMatchObject({ price: '12.00' });
    const mug = await here('Mug');
    expect(mug).toMatchObject({ price: '120.00' });
    await updateProduct(stage.runtime.ctx, mug?.id ?? '', { price: '132.00' });
    await createProduct(stage.runtime.ctx, newProduct.parse({ title: 'New', price: '24.00' }));
    expect(await stage.run(integration)).toMatchObject({ status: 'succeeded', error: null });
    await odoo.as('admin', (env) => {
      const all = env.sudo().model('product.template');
      const price = (name: string) => all.number(all.search([['name', '=', name]])[0] ?? 0, 'list_price');
      expect(price('Mug')).toBe(110);
      expect(price('New')).toBe(20);
    });
  });
});

describe.each(played('14.0', '18.0'))('the language of texts, Odoo %s', (version) => {
  test('is kept when the user takes another, and its loss stops the runs in words', async () => {
    const odoo = await stage.odoo({ version });
    const id = await odoo.as('admin', (env) => {
      const sudo = env.sudo();
      const lang = sudo.model('res.lang');
      lang.write(lang.with({ active_test: false }).search([['code', '=', 'fr_FR']]), { active: true });
      sudo.model('res.users').set(2, { lang: 'fr_FR' });
      const made = env.model('product.template').create({ name: 'Cup' });
      env.with({ lang: 'fr_FR' }).model('product.template').write([made], { name: 'Tasse' });
      return made;
    });
    const integration = await stage.join(odoo);
    await stage.run(integration);
    expect((await integrationRow(integration)).config.language).toBe('fr_FR');
    const cup = await here('Tasse');
    await odoo.as('admin', (env) => {
      env.sudo().model('res.users').set(2, { lang: 'en_US' });
      env.model('product.template').write([id], { list_price: 7 });
    });
    await updateProduct(stage.runtime.ctx, cup?.id ?? '', { title: 'Grande tasse' });
    expect(await stage.run(integration)).toMatchObject({ status: 'succeeded', error: null });
    const names = () =>
      odoo.as('admin', (env) =>
        ['en_US', 'fr_FR'].map((lang) => env.with({ lang }).model('product.template').text(id, 'name')),
      );
    expect(await names()).toEqual(['Cup', 'Grande tasse']);
    expect(await here('Grande tasse')).not.toBeNull();

    const language = (active: boolean) =>
      odoo.as('admin', (env) => {
        const lang = env.sudo().with({ active_test: false }).model('res.lang');
        lang.write(lang.search([['code', '=', 'fr_FR']]), { active });
      });
    await language(false);
    await updateProduct(stage.runtime.ctx, cup?.id ?? '', { title: 'Bol' });
    expect(await stage.run(integration)).toMatchObject({
      status: 'failed',
      error: { code: 'language_not_installed' },
    });
    expect((await integrationRow(integration)).frame.warnings).toMatchObject([
      { code: 'language_not_installed', params: { language: 'fr_FR' } },
    ]);
    await language(true);
    expect(await names()).toEqual(['Cup', 'Grande tasse']);
    expect(await stage.run(integration)).toMatchObject({ status: 'succeeded', error: null });
    expect(await names()).toEqual(['Cup', 'Bol']);
    expect((await integrationRow(integration)).frame.warnings).toEqual([]);
  });
});

test('the company is kept when Odoo’s user takes another, and its loss stops the runs in words', async () => {
  const odoo = await stage.odoo({ version: '18.0' });
  const tax = await makeTax(odoo);
  const id = await template(odoo, { name: 'Lamp', list_price: 100, taxes_id: [[6, 0, [tax]]] });
  const integration = await stage.join(odoo);
  await stage.run(integration);
  expect((await integrationRow(integration)).config.company_id).toBe(1);
  const lamp = await here('Lamp');
  const works = (companyId: number, ids: number[]) =>
    odoo.as('admin', (env) =>
      env
        .sudo()
        .model('res.users')
        .write([2], { company_id: companyId, company_ids: [[6, 0, ids]] }),
    );
  const other = await odoo.as('admin', (env) => env.sudo().model('res.company').create({ name: 'Chicago' }));
  await works(other, [1, other]);
  await updateProduct(stage.runtime.ctx, lamp?.id ?? '', { price: '132.00' });
  expect(await stage.run(integration)).toMatchObject({ status: 'succeeded', error: null, notices: [] });
  const listPrice = () =>
    odoo.as('admin', (env) => env.sudo().model('product.template').number(id, 'list_price'));
  expect([(await here('Lamp'))?.price, await listPrice()]).toEqual(['132.00', 110]);

  await works(other, [other]);
  await updateProduct(stage.runtime.ctx, lamp?.id ?? '', { price: '144.00' });
  expect(await stage.run(integration)).toMatchObject({ error: { code: 'company_not_allowed' } });
  expect((await integrationRow(integration)).frame.warnings).toMatchObject([{ code: 'company_not_allowed' }]);
  await works(other, [1, other]);
  expect(await stage.run(integration)).toMatchObject({ status: 'succeeded', error: null });
  expect([(await here('Lamp'))?.price, await listPrice()]).toEqual(['144.00', 120]);
});

test('the chosen warehouse archived in Odoo: said, and what is typed waits until it is back', async () => {
  const odoo = await stage.odoo({ version: '17.0' });
  await template(odoo, { name: 'Mug', ...storable(odoo.db) });
  const integration = await stage.join(odoo);
  await stage.run(integration);
  const mug = await here('Mug');
  const archive = (active: boolean) =>
    odoo.as('admin', (env) =>
      env.sudo().with({ active_test: false }).model('stock.warehouse').write([1], { active }),
    );
  await archive(false);
  expect(await stage.run(integration)).toMatchObject({ status: 'succeeded', error: null });
  await setStock(stage.runtime.ctx, mug?.id ?? '', { quantity: '4' });
  expect(await stage.run(integration)).toMatchObject({ status: 'succeeded', error: null });
  expect((await integrationRow(integration)).frame.warnings).toEqual([
    { code: 'warehouse_archived', params: { name: 'WH/Stock' } },
  ]);
  expect(await here('Mug')).toMatchObject({ stock_quantity: '4', sync: [{ state: 'pending' }] });
  expect(await stage.runtime.db.select().from(warehouses)).toHaveLength(1);
  await archive(true);
  expect(await stage.run(integration)).toMatchObject({ status: 'succeeded', error: null });
  expect((await integrationRow(integration)).frame.warnings).toEqual([]);
  expect(await here('Mug')).toMatchObject({ sync: [{ state: 'synced' }] });
  await odoo.as('admin', (env) => {
    const all = env.model('product.template');
    expect(all.number(all.search([['name', '=', 'Mug']])[0] ?? 0, 'qty_available')).toBe(4);
  });
});

test('figures are counted in the currency of the company, whatever the newer orders are in', async () => {
  const odoo = await stage.odoo({ version: '17.0' });
  await odoo.as('admin', (env) => {
    const sudo = env.sudo();
    const currencies = sudo.with({ active_test: false }).model('res.currency');
    const [euro = 0] = currencies.search([['name', '=', 'EUR']]);
    currencies.write([euro], { active: true });
    const untaxed = { [env.caps.version >= 19 ? 'tax_ids' : 'tax_id']: [[6, 0, []]] };
    const product = env.model('product.product').create({ name: 'Mug', taxes_id: [[6, 0, []]] });
    const partner = env.model('res.partner').create({ name: 'Client' });
    const sell = (euros: boolean) => {
      const order = env.model('sale.order').create({
        partner_id: partner,
        order_line: [[0, 0, { product_id: product, product_uom_qty: 1, price_unit: 10, ...untaxed }]],
      });
      sudo.model('sale.order').set(order, {
        state: 'sale',
        ...(euros ? { currency_id: euro } : {}),
      });
    };
    for (let n = 0; n < 3; n++) sell(false);
    for (let n = 0; n < 5; n++) sell(true);
  });
  const integration = await stage.join(odoo);
  await stage.run(integration);
  const sales = await salesOverTime(stage.runtime.ctx, salesQuery.parse({}));
  expect(sales).toMatchObject({ currency: 'USD', revenue: '30.00', other_currency_orders: 5 });
});
