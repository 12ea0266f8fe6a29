import { eq, sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { products } from '@/db/schema/catalogue';
import { catalogueSeed } from '@/e2e/odoo/seed/catalogue';
import { createMemoryCache } from '@/lib/cache/memory-cache';
import { updateProduct } from '@/lib/catalogue/products/update-product';
import { openStage, type Run } from './stage';

interface Calls {
  none: number;
  oneInOdoo: number;
  oneHere: number;
}

/** Calls of a run after nothing, and after one product, has changed. Counted by Odoo, not by us. */
async function callsAt(size: number): Promise<Calls> {
  const stage = await openStage({}, createMemoryCache());
  try {
    // The catalogue is an hour old: what was written within the overlap window is looked at again, page by page.
    let age = 60 * 60_000;
    const odoo = await stage.odoo({
      version: '17.0',
      seed: catalogueSeed(size),
      now: () => Date.now() - age,
    });
    const integration = await stage.join(odoo, { direction: 'bidirectional' });
    const calls = async () => {
      const before = odoo.log.length;
      fine(await stage.run(integration));
      return odoo.log.length - before;
    };
    fine(await stage.run(integration));
    // Never of this very moment: such a row is read once more by the next run, and a busy machine would be counted.
    age = 60_000;
    // What the first run wrote or saw is looked at once more within the overlap window.
    await calls();
    const none = await calls();
    await odoo.as('admin', (env) => {
      const [variant = 0] = env.model('product.product').search([['default_code', '=', 'BENCH-000012']]);
      const template = env.model('product.product').one(variant, 'product_tmpl_id') ?? 0;
      env.model('product.template').write([template], { name: 'Another name' });
    });
    const oneInOdoo = await calls();
    const [seen] = await stage.runtime.db.select().from(products).where(eq(products.title, 'Another name'));
    expect(seen).toBeDefined();
    // The same product at every size: some have variants, some lie in stock, and each asks for calls of its own.
    const [one] = await stage.runtime.db.select().from(products).where(eq(products.sku, 'BENCH-000018'));
    await updateProduct(stage.runtime.ctx, one?.id ?? '', { title: 'A third name' });
    const oneHere = await calls();
    const told = await odoo.as('admin', (env) =>
      env.model('product.template').search([['name', '=', 'A third name']]),
    );
    expect(told).toHaveLength(1);
    return { none, oneInOdoo, oneHere };
  } finally {
    await stage.close();
  }
}

function fine(run: Run): void {
  expect(run).toMatchObject({ status: 'succeeded', error: null });
}

test('a thousand products are sent in a few lists', async () => {
  const stage = await openStage({}, createMemoryCache());
  try {
    let age = 60 * 60_000;
    const odoo = await stage.odoo({ version: '17.0', now: () => Date.now() - age });
    const integration = await stage.join(odoo, { direction: 'bidirectional' });
    fine(await stage.run(integration));
    age = 60_000;
    fine(await stage.run(integration));
    await stage.runtime.db.execute(sql`
      insert into products (id, title, sku, ean, price, cost_price, weight)
      select gen_random_uuid(), 'Bol ' || n, 'B-' || n, (3000000000000 + n)::text, n % 100 + 0.99, n % 50, 0.25
      from generate_series(1, 1000) n`);
    const before = odoo.log.length;
    const run = await stage.run(integration, { confirmed: true });
    fine(run);
    console.info('calls to send 1,000 products', odoo.log.length - before);
    expect(odoo.log.length - before).toBeLessThanOrEqual(40);
    const made = await odoo.as('admin', (env) =>
      env.model('product.template').search([['name', 'like', 'Bol %']]),
    );
    expect(made).toHaveLength(1_000);
  } finally {
    await stage.close();
  }
}, 240_000);

test('a run costs what changed, not what there is: as many calls with 400 products as with 1,200', async () => {
  const small = await callsAt(400);
  const large = await callsAt(1_200);
  console.info('calls to Odoo', { small, large });
  expect(large).toEqual(small);
  expect(large.none).toBeLessThanOrEqual(10);
}, 240_000);
