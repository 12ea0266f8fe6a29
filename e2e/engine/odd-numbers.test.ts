import { and, eq, isNull } from 'drizzle-orm';
import { afterEach, describe, expect, test } from 'vitest';
import { products } from '@/db/schema/catalogue';
import { syncErrors } from '@/db/schema/inbox';
import { runChanges } from '@/db/schema/runs';
import type { Env } from '@/e2e/odoo/orm/env';
import { storable } from '@/e2e/odoo/storable';
import { played } from '@/e2e/support/played-on';
import { openStage, type Stage } from './stage';

let stage: Stage;
afterEach(() => stage.close());

const heads = () => stage.runtime.db.select().from(products).where(isNull(products.parentId));
const openErrors = () => stage.runtime.db.select().from(syncErrors).where(eq(syncErrors.status, 'open'));

describe.each(['xmlrpc', 'json2'] as const)('a price that is no number, over %s', (transport) => {
  test('is one field of one product; the others of the page come, and it comes when it is put right', async () => {
    stage = await openStage();
    const seed = (env: Env) => {
      const templates = env.model('product.template');
      for (let n = 1; n <= 20; n += 1) templates.create({ name: `Bol ${n}`, list_price: n, taxes_id: [] });
      templates.create({ name: 'NaN', list_price: Number.NaN, taxes_id: [], default_code: 'ODD' });
      templates.create({ name: 'Infini', list_price: Number.POSITIVE_INFINITY, taxes_id: [] });
      templates.create({ name: 'Immense', list_price: 1e300, taxes_id: [] });
    };
    const odoo = await stage.odoo({ version: '19.0', seed }, 'itself');
    const integration = await stage.join(odoo, {}, { transport });
    expect(await stage.run(integration)).toMatchObject({ status: 'partial', error: null });

    const rows = new Map((await heads()).map((row) => [row.title, row]));
    expect(Number(rows.get('Bol 20')?.price)).toBe(20);
    expect(rows.get('NaN')).toMatchObject({ sku: 'ODD', price: null });
    expect((await openErrors()).map(({ label, code, params }) => [label, code, params.field])).toEqual(
      expect.arrayContaining([
        ['NaN', 'not_a_number', 'price'],
        ['Infini', 'not_a_number', 'price'],
        ['Immense', 'number_too_large', 'price'],
      ]),
    );
    await odoo.as('admin', (env) => {
      const templates = env.model('product.template');
      templates.write(templates.search([['name', 'in', ['NaN', 'Infini', 'Immense']]]), { list_price: 12 });
    });
    expect(await stage.run(integration)).toMatchObject({ status: 'succeeded', error: null });
    expect(await openErrors()).toEqual([]);
    const [mended] = (await heads()).filter((row) => row.title === 'NaN');
    expect(Number(mended?.price)).toBe(12);
  });
});

/** What catalogues are full of: many decimals, thousandths, nothing, prices below zero. */
function oddCatalogue(env: Env): void {
  const templates = env.model('product.template');
  const tax = env.model('account.tax').create({
    name: 'TVA 5,5 %',
    amount: 5.5,
    type_tax_use: 'sale',
    ...(env.caps.version >= 18 ? { price_include_override: 'tax_excluded' } : { price_include: false }),
  });
  const prices = [
    0,
    0.001,
    0.01,
    0.1 + 0.2,
    1 / 3,
    33.333333333333336,
    1234567.891234,
    19.990000000000002,
    -5,
  ];
  for (const [n, price] of prices.entries()) {
    templates.create({
      name: `Vis ${n}`,
      ...storable(env),
      list_price: price,
      standard_price: price < 0 ? 0 : price / 3,
      weight: n / 7,
      volume: n / 7_000,
      taxes_id: n % 2 ? [[6, 0, [tax]]] : [],
    });
  }
  const stock = env.model('stock.warehouse').one(1, 'lot_stock_id');
  for (const [n, product] of env.model('product.product').search([]).entries()) {
    env
      .model('stock.quant')
      .sudo()
      .create({ product_id: product, location_id: stock, quantity: n / 3 });
  }
}

test.each(played('14.0', '15.0', '16.0', '17.0', '18.0', '19.0'))(
  'a catalogue of odd numbers that nobody touches is written nowhere, not even by full runs (Odoo %s)',
  async (version) => {
    stage = await openStage();
    const odoo = await stage.odoo({ version, seed: oddCatalogue });
    const integration = await stage.join(odoo, { direction: 'bidirectional' });
    expect(await stage.run(integration)).toMatchObject({ error: null });
    expect(await openErrors()).toEqual([]);
    expect(await heads()).toHaveLength(9);
    const from = odoo.log.length;
    for (let round = 0; round < 2; round += 1) {
      const run = await stage.run(integration, { mode: 'full' });
      expect(run).toMatchObject({ status: 'succeeded', error: null });
      const changes = await stage.runtime.db
        .select({ label: runChanges.label, side: runChanges.side, fields: runChanges.fields })
        .from(runChanges)
        .where(and(eq(runChanges.runId, run.id)));
      expect(changes).toEqual([]);
    }
    const written = odoo.log.slice(from).filter(({ method }) => /^(create|write|load|unlink)$/.test(method));
    expect(written).toEqual([]);
  },
);
