import { eq } from 'drizzle-orm';
import { afterEach, expect, test } from 'vitest';
import { products } from '@/db/schema/catalogue';
import { syncErrors } from '@/db/schema/inbox';
import { runChanges } from '@/db/schema/runs';
import type { Env } from '@/e2e/odoo/orm/env';
import { createProduct } from '@/lib/catalogue/products/create-product';
import { updateProduct } from '@/lib/catalogue/products/update-product';
import { openStage, type Stage } from './stage';

let stage: Stage;
afterEach(() => stage.close());

const openErrors = () => stage.runtime.db.select().from(syncErrors).where(eq(syncErrors.status, 'open'));

test.each(['16.0', '18.0'])(
  'a price that Odoo cannot bill is sent as near as it can be, told once with what mends it, and stays quiet (Odoo %s)',
  async (version) => {
    stage = await openStage();
    const seed = (env: Env) => {
      env.model('product.template').create({ name: 'Lampe', list_price: 100 });
    };
    const odoo = await stage.odoo({ version, seed }, 'itself');
    const integration = await stage.join(odoo, { direction: 'bidirectional' });
    await stage.run(integration);
    const [lamp] = await stage.runtime.db.select().from(products);
    const listPrice = () =>
      odoo.as('admin', (env) => {
        const templates = env.model('product.template');
        return templates.number(templates.search([['name', '=', 'Lampe']])[0] ?? 0, 'list_price');
      });
    await updateProduct(stage.runtime.ctx, lamp?.id ?? '', { price: '240.00' });
    expect(await stage.run(integration)).toMatchObject({ status: 'succeeded', error: null });
    expect([208.69, 208.7]).toContain(await listPrice());
    const told = (await openErrors()).map(({ code, params }) => ({ code, ...params }));
    expect(told).toMatchObject([
      { code: 'price_not_exact', price: '240', mend: version === '18.0' ? 'rounding' : 'included' },
    ]);
    const quiet = async (price: number, errors: number) => {
      for (const mode of ['incremental', 'full'] as const) {
        const run = await stage.run(integration, { mode });
        expect(run).toMatchObject({ status: 'succeeded', error: null });
        const changes = await stage.runtime.db.select().from(runChanges).where(eq(runChanges.runId, run.id));
        expect(changes).toEqual([]);
        expect(await listPrice()).toBe(price);
        expect(await openErrors()).toHaveLength(errors);
      }
    };
    await quiet(await listPrice(), 1);
    const priceHere = async () => Number((await stage.runtime.db.select().from(products))[0]?.price);
    expect(await priceHere()).toBe(240);
    if (version === '18.0') {
      // What the error says would mend it, done in Odoo.
      await odoo.as('admin', (env) => {
        const companies = env.model('res.company');
        companies.write(companies.search([]), { tax_calculation_rounding_method: 'round_globally' });
        const digits = env.model('decimal.precision');
        digits.write(digits.search([['name', '=', 'Product Price']]), { digits: 6 });
      });
      expect(await stage.run(integration)).toMatchObject({ status: 'succeeded', error: null });
      expect([await listPrice(), await priceHere(), await openErrors()]).toEqual([208.696, 240, []]);
      await quiet(208.696, 0);
    }
    await updateProduct(stage.runtime.ctx, lamp?.id ?? '', { price: '230.00' });
    await stage.run(integration);
    expect(await listPrice()).toBe(200);
    expect(await openErrors()).toEqual([]);
  },
);

test('a price that comes to the list price of another is told, and sent once more when it can be billed', async () => {
  stage = await openStage();
  const seed = (env: Env) => {
    const digits = env.model('decimal.precision');
    digits.write(digits.search([['name', '=', 'Product Price']]), { digits: 0 });
    env.model('product.template').create({ name: 'Lampe', list_price: 100 });
  };
  const odoo = await stage.odoo({ version: '17.0', seed }, 'itself');
  const integration = await stage.join(odoo);
  await stage.run(integration);
  const [lamp] = await stage.runtime.db.select().from(products);
  expect(Number(lamp?.price)).toBe(115);
  await updateProduct(stage.runtime.ctx, lamp?.id ?? '', { price: '115.40' });
  expect(await stage.run(integration)).toMatchObject({ error: null });
  expect(await openErrors()).toMatchObject([{ code: 'price_not_exact', params: { price: '115.4' } }]);
  await odoo.as('admin', (env) => {
    const digits = env.model('decimal.precision');
    digits.write(digits.search([['name', '=', 'Product Price']]), { digits: 4 });
  });
  await stage.run(integration, { mode: 'full' });
  expect(await openErrors()).toEqual([]);
  expect(Number((await stage.runtime.db.select().from(products))[0]?.price)).toBe(115.4);
});

test('a variant’s own price that Odoo could not bill is sent once more when it can be, as its product’s is', async () => {
  stage = await openStage();
  const odoo = await stage.odoo({ version: '18.0' }, 'itself');
  const integration = await stage.join(odoo);
  const { id } = await createProduct(stage.runtime.ctx, {
    title: 'Chemise',
    price: '115.00',
    variants: [{ attributes: { Taille: 'S' } }, { attributes: { Taille: 'M' }, price: '240.00' }],
  });
  await stage.run(integration);
  const sold = () =>
    odoo.as('admin', (env) => {
      const variants = env.model('product.product');
      return variants.search([], { order: 'id' }).map((one) => variants.number(one, 'lst_price'));
    });
  const codes = async () => (await openErrors()).map(({ code }) => code);
  const [small, medium = 0] = await sold();
  expect(small).toBe(100);
  expect([208.69, 208.7]).toContain(Number(medium.toFixed(2)));
  expect(await codes()).toEqual(['price_not_exact']);

  await odoo.as('admin', (env) => {
    const companies = env.model('res.company');
    companies.write(companies.search([]), { tax_calculation_rounding_method: 'round_globally' });
    const digits = env.model('decimal.precision');
    digits.write(digits.search([['name', '=', 'Product Price']]), { digits: 6 });
  });
  await stage.run(integration);
  expect((await sold()).map((price) => Number(price.toFixed(6)))).toEqual([100, 208.696]);
  expect(await codes()).toEqual([]);
  for (const mode of ['incremental', 'full'] as const) {
    const run = await stage.run(integration, { mode });
    expect(await stage.runtime.db.select().from(runChanges).where(eq(runChanges.runId, run.id))).toEqual([]);
  }
  const rows = await stage.runtime.db.select().from(products).where(eq(products.parentId, id));
  expect(rows.map(({ price }) => Number(price)).sort()).toEqual([115, 240]);
});

test('a variant’s own price that Odoo bills as its product’s stays what was typed, and the other way round', async () => {
  stage = await openStage();
  const seed = (env: Env) => {
    const taxes = env.model('account.tax');
    taxes.write(taxes.search([['type_tax_use', '=', 'sale']]), { amount: 20 });
  };
  const odoo = await stage.odoo({ version: '17.0', seed }, 'itself');
  const integration = await stage.join(odoo);
  // 83.33 and 20 % make 100.00, and nothing makes 99.99.
  const shirt = (title: string, price: string, own: string) =>
    createProduct(stage.runtime.ctx, {
      title,
      price,
      variants: [{ attributes: { Taille: 'S' } }, { attributes: { Taille: 'M' }, price: own }],
    });
  const { id: dear } = await shirt('Chemise', '100.00', '99.99');
  const { id: cheap } = await shirt('Polo', '99.99', '100.00');
  const pricesHere = async (family: string) => {
    const rows = await stage.runtime.db
      .select()
      .from(products)
      .where(eq(products.parentId, family))
      .orderBy(products.position);
    return rows.map(({ price }) => Number(price));
  };
  for (const mode of ['incremental', 'incremental', 'full'] as const) {
    expect(await stage.run(integration, { mode })).toMatchObject({ error: null });
    expect([await pricesHere(dear), await pricesHere(cheap)]).toEqual([
      [100, 99.99],
      [99.99, 100],
    ]);
    expect((await openErrors()).map(({ code }) => code)).toEqual(['price_not_exact', 'price_not_exact']);
  }
  // Given its product's very price it follows it again.
  await updateProduct(stage.runtime.ctx, dear, { price: '99.99' });
  await stage.run(integration);
  await updateProduct(stage.runtime.ctx, dear, { price: '120.00' });
  expect(await stage.run(integration)).toMatchObject({ error: null });
  expect(await pricesHere(dear)).toEqual([120, 120]);
});
