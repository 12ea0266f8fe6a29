import { describe, expect, it } from 'vitest';
import { newDatabase } from '../server';
import { RECORDED_VERSIONS } from '../version';
import { catalogueSeed } from './catalogue';
import { checkDigit } from './ean';
import { pictureSvg } from './images/picture';
import { shopSeed } from './plant/shop';
import { shopPlan } from './shop/shop';

const TODAY = new Date('2026-11-23T18:00:00Z');

describe('the plan of the shop', () => {
  const plan = shopPlan(TODAY);
  const variants = plan.products.flatMap((product) => product.variants);

  it('is the same for the same day and seed, another for another', () => {
    expect(shopPlan(TODAY)).toEqual(plan);
    expect(shopPlan(TODAY, 'other').products).not.toEqual(plan.products);
  });

  it('has unique SKUs and valid, unique EAN-13s', () => {
    const eans = variants.flatMap((variant) => variant.ean ?? []);
    expect(new Set(variants.map((variant) => variant.sku)).size).toBe(variants.length);
    expect(new Set(eans).size).toBe(eans.length);
    for (const ean of eans) expect(checkDigit(ean.slice(0, 12))).toBe(Number(ean[12]));
  });

  it('is a real shop: hundreds of products, three levels of categories, a year with a winter', () => {
    expect(plan.products.length).toBeGreaterThan(200);
    expect(variants.length).toBeGreaterThan(700);
    expect(plan.categories.length).toBeGreaterThan(30);
    const inMonth = (month: string) => plan.orders.filter((order) => order.date.startsWith(month)).length;
    expect(inMonth('2025-12')).toBeGreaterThan(2 * inMonth('2026-08'));
    expect(new Set(plan.orders.map((order) => order.state))).toEqual(
      new Set(['draft', 'sent', 'sale', 'cancel']),
    );
  });

  it('draws a picture of its own for every product', () => {
    const drawn = plan.products.flatMap((product) =>
      product.image === null ? [] : pictureSvg({ key: product.key, ...product.image }),
    );
    expect(new Set(drawn).size).toBe(plan.products.length);
  });
});

describe.each(RECORDED_VERSIONS)('the shop in an Odoo %i', (version) => {
  it('lies in stock as planned, its year of orders delivered', async () => {
    const db = newDatabase({ version, seed: await shopSeed({ today: TODAY, pictures: 'none' }) });
    const rows = (model: string) => [...db.table(model).rows.values()];
    const internal = new Set(
      rows('stock.location')
        .filter((row) => row.usage === 'internal')
        .map((row) => row.id),
    );
    const inside = rows('stock.quant').filter((row) => internal.has(Number(row.location_id)));
    expect(inside.filter((row) => Number(row.quantity) < 0)).toEqual([]);
    expect(inside.length).toBeGreaterThan(900);
    expect(rows('sale.order').length).toBeGreaterThan(1000);
    expect(rows('stock.move').filter((row) => row.state === 'done').length).toBeGreaterThan(2000);
    expect(rows('sale.order').every((row) => String(row.write_date) < '2026-11-23 18:00:01')).toBe(true);
  });
});

it('makes thousands of products quickly for benchmarks', () => {
  const db = newDatabase({ version: 19, seed: catalogueSeed(5000) });
  const active = [...db.table('product.template').rows.values()].filter((row) => row.active === true);
  expect(active.length).toBe(5000);
  const barcodes = [...db.table('product.product').rows.values()]
    .map((row) => row.barcode)
    .filter((code) => typeof code === 'string');
  expect(new Set(barcodes).size).toBe(barcodes.length);
});
