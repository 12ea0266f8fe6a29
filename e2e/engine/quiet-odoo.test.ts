import { eq } from 'drizzle-orm';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { products, warehouses } from '@/db/schema/catalogue';
import { orders } from '@/db/schema/orders';
import type { Env } from '@/e2e/odoo/orm/env';
import type { Vals } from '@/e2e/odoo/orm/values';
import { storable } from '@/e2e/odoo/storable';
import { played } from '@/e2e/support/played-on';
import { createMemoryCache } from '@/lib/cache/memory-cache';
import { createProduct } from '@/lib/catalogue/products/create-product';
import { getProduct } from '@/lib/catalogue/products/get-product';
import { newProduct } from '@/lib/catalogue/products/schema';
import { openStage, type Stage } from './stage';

let stage: Stage;
beforeEach(async () => {
  stage = await openStage({}, createMemoryCache());
});
afterEach(() => stage.close());

const HOUR_MS = 60 * 60_000;

/** Two options that vary, one without variants, one sold. */
function shop(env: Env) {
  const tax = env.model('account.tax').create({ name: 'VAT', amount: 20, type_tax_use: 'sale' });
  const colour = env.model('product.attribute').create({ name: 'Colour', create_variant: 'always' });
  const size = env.model('product.attribute').create({ name: 'Size', create_variant: 'dynamic' });
  const value = (attribute: number, name: string) =>
    env.model('product.attribute.value').create({ name, attribute_id: attribute });
  const red = value(colour, 'Red');
  const line = (attribute: number, values: number[]) => [
    [0, 0, { attribute_id: attribute, value_ids: [[6, 0, values]] }],
  ];
  const make = (name: string, vals: Vals = {}) =>
    env.model('product.template').create({
      name,
      list_price: 100,
      taxes_id: [[6, 0, [tax]]],
      ...storable(env),
      ...vals,
    });
  make('Mug', {
    attribute_line_ids: line(colour, [red, value(colour, 'Blue')]),
  });
  const bare = make('Bare', { attribute_line_ids: line(size, [value(size, 'S'), value(size, 'M')]) });
  const lamp = make('Lamp', { weight: 2 });
  const sold = env.model('product.product').search([['product_tmpl_id', '=', lamp]])[0] ?? 0;
  const partner = env.model('res.partner').create({ name: 'Zoé' });
  const order = env.model('sale.order').create({
    partner_id: partner,
    order_line: [[0, 0, { product_id: sold, product_uom_qty: 1, price_unit: 10 }]],
  });
  const places = (id: number) => env.model('stock.warehouse').one(id, 'lot_stock_id') ?? 0;
  const elsewhere = places(env.model('stock.warehouse').create({ name: 'Annex', code: 'AX' }));
  const shelf = env.model('stock.location').create({ name: 'Shelf', location_id: places(1) });
  env.model('stock.quant').sudo().create({ product_id: sold, location_id: shelf, quantity: 5 });
  return { tax, red, bare, sold, partner, order, shelf, elsewhere };
}

/**
 * What hardly moves is not asked table by table while a few questions say that nothing has: each of these is seen by the
 * very next run all the same, although a worker remembers what it was told.
 */
test.each(played('14.0', '17.0', '19.0'))(
  'whatever moves in a quiet Odoo %s is seen by the next run',
  async (version) => {
    let age = 48 * HOUR_MS;
    const odoo = await stage.odoo({ version, now: () => Date.now() - age });
    const made = await odoo.as('admin', shop);
    const integration = await stage.join(odoo, { direction: 'bidirectional' });
    const { db, ctx } = stage.runtime;
    const titled = async (title: string) => {
      const [row] = await db.select().from(products).where(eq(products.title, title));
      return row;
    };
    const run = async () => {
      const done = await stage.run(integration);
      expect(done.error).toBeNull();
      return done;
    };
    /** What is done in Odoo; an hour passes, so that the next story begins with everything out of the window. */
    const after = async (work: (env: Env) => unknown) => {
      await odoo.as('admin', (env) => void work(env));
      return run();
    };
    await run();
    await run();
    age = 0;
    await run();
    const before = odoo.log.length;
    await run();
    expect(odoo.log.length - before).toBeLessThanOrEqual(10);

    await after((env) => env.model('res.partner').write([made.partner], { name: 'Zoé B' }));
    expect(await db.select().from(orders)).toMatchObject([{ customerName: 'Zoé B' }]);

    await after((env) => env.model('product.attribute.value').write([made.red], { name: 'Rouge' }));
    const variants = (await db.select({ attributes: products.attributes }).from(products)).map(
      ({ attributes }) => JSON.stringify(attributes),
    );
    expect(variants).toContain('{"Colour":"Rouge"}');

    await after((env) => env.model('account.tax').write([made.tax], { amount: 10 }));
    expect(await titled('Lamp')).toMatchObject({ price: '110.0000' });

    const { notices } = await after((env) => {
      const digits = env.sudo().model('decimal.precision');
      digits.write(digits.search([['name', '=', 'Product Price']]), { digits: 4 });
    });
    // From 19 on Odoo says no digits and keeps them all.
    const told = odoo.db.caps.roundsPrices ? [{ code: 'setting_changed.price_digits' }] : [];
    expect(notices).toMatchObject(told);

    // Not before all that moved above is an hour old, so that the question around orders can answer at all.
    age = -2 * HOUR_MS;
    await run();
    await run();
    const rounded = await after((env) => {
      const company = env.model('res.company');
      const each = company.text(1, 'tax_calculation_rounding_method') === 'round_per_line';
      company.write([1], { tax_calculation_rounding_method: each ? 'round_globally' : 'round_per_line' });
    });
    expect(rounded.notices).toMatchObject([{ code: 'setting_changed.tax_rounding' }]);

    await after((env) => {
      const settings = env.sudo().model('ir.config_parameter');
      settings.create({ key: 'product.weight_in_lbs', value: '1' });
    });
    expect(Number((await titled('Lamp'))?.weight)).toBe(0.9072);

    await after((env) => {
      const [warehouse = 0] = env.model('stock.warehouse').search([]);
      env.model('stock.warehouse').write([warehouse], { name: 'Depot' });
    });
    expect(await db.select().from(warehouses)).toMatchObject([{ name: 'Depot' }]);

    const inStock = async () => (await getProduct(ctx, (await titled('Lamp'))?.id ?? '')).stock_quantity;
    expect(await inStock()).toBe('5');
    const home = await odoo.as(
      'admin',
      (env) => env.model('stock.location').one(made.shelf, 'location_id') ?? 0,
    );
    const putShelf = (place: number) =>
      after((env) => env.sudo().model('stock.location').write([made.shelf], { location_id: place }));
    await putShelf(made.elsewhere);
    expect(await inStock()).toBe('0');
    await putShelf(home);
    expect(await inStock()).toBe('5');

    await after((env) => env.model('product.template').unlink([made.bare]));
    expect((await titled('Bare'))?.deletedAt).not.toBeNull();

    // A tax that no product has yet is read before it is counted with.
    await odoo.as('admin', (env) => {
      const tax = env.model('account.tax').create({ name: 'Other', amount: 50, type_tax_use: 'sale' });
      env.model('res.company').set(1, { account_sale_tax_id: tax });
    });
    await run();
    await createProduct(ctx, newProduct.parse({ title: 'New', price: '30.00' }));
    await run();
    await odoo.as('admin', (env) => {
      const all = env.model('product.template');
      expect(all.number(all.search([['name', '=', 'New']])[0] ?? 0, 'list_price')).toBe(20);
    });
  },
);
