import { sql } from 'drizzle-orm';
import { v7 } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { productImages, products } from '@/db/schema/catalogue';
import { orders } from '@/db/schema/orders';
import { insertIntegration, openCatalogue, type TestCatalogue } from '@/e2e/support/catalogue';
import { createCategory } from '@/lib/catalogue/categories/create-category';
import { browseProducts, browseQuery } from '@/lib/catalogue/products/browse-products';
import { createProduct } from '@/lib/catalogue/products/create-product';
import { PRODUCT_ISSUES, type ProductIssue } from '@/lib/catalogue/products/list-choices';
import { catalogueQuality } from './catalogue-quality';
import { salesTrend } from './sales-trend';

let shop: TestCatalogue;
beforeAll(async () => {
  shop = await openCatalogue();
});
afterAll(() => shop.close());

test('each count of the catalogue’s quality is that of the list it leads to; a variant counts for its product', async () => {
  const { id: category_id } = await createCategory(shop.ctx, { name: 'Tout', parent_id: null });
  const whole = { category_id, price: '1', weight: '1' };
  const make = async (input: Parameters<typeof createProduct>[1], picture = true) => {
    const { id } = await createProduct(shop.ctx, { ...whole, ...input });
    const image = { sha256: v7(), sha1: v7(), contentType: 'image/png', size: 1, position: 0 } as const;
    if (picture) await shop.db.insert(productImages).values({ productId: id, ...image });
  };
  await make({ title: 'Whole', ean: '3017620422003' });
  await make({ title: 'EAN-8', ean: '96385074' });
  await make({ title: 'No picture' }, false);
  await make({ title: 'No category', category_id: null });
  await make({ title: 'Wrong check digit', ean: '3017620422004' });
  await make({ title: 'No digits', ean: 'ABC' });
  await make({ title: 'Double', sku: 'D' });
  await make({
    title: 'Shirt',
    price: null,
    weight: null,
    variants: [
      { attributes: { Taille: 'M' }, sku: 'D', price: '2', weight: '1' },
      { attributes: { Taille: 'L' }, price: '2' },
    ],
  });
  await make({ title: 'Free of price', price: null });
  await shop.db.update(products).set({ ean: '3017620422003' }).where(sql`title = 'No picture'`);
  const shown = async (issue: ProductIssue) =>
    (await browseProducts(shop.ctx, browseQuery.parse({ issue }))).data.map(({ title }) => title).sort();
  const expected: Record<ProductIssue, string[]> = {
    no_picture: ['No picture'],
    no_price: ['Free of price'],
    no_category: ['No category'],
    no_weight: ['Shirt'],
    doubled_sku: ['Double', 'Shirt'],
    doubled_ean: ['No picture', 'Whole'],
    invalid_ean: ['No digits', 'Wrong check digit'],
  };
  const counts = await catalogueQuality(shop.ctx);
  for (const issue of PRODUCT_ISSUES) {
    expect({ issue, titles: await shown(issue) }).toEqual({ issue, titles: expected[issue] });
    expect({ issue, count: counts[issue] }).toEqual({ issue, count: expected[issue].length });
  }
});

test('sales are set against the period of the same length before, whole days of the shop’s clock', async () => {
  const integrationId = await insertIntegration(shop.db);
  const now = new Date('2026-03-31T10:00:00Z');
  let odooId = 0;
  const sold = (at: string, total: string, status: 'confirmed' | 'cancelled' = 'confirmed') => ({
    ...{ integrationId, odooId: ++odooId, number: `S${odooId}`, status, odooState: 'sale', currency: 'EUR' },
    ...{ total, totalUntaxed: total, orderedAt: new Date(at), customerName: '' },
  });
  await shop.db.insert(orders).values([
    sold('2026-03-31T08:00:00Z', '1000'),
    sold('2026-03-30T08:00:00Z', '100'),
    // Midnight in Paris had passed: the first of the seven days.
    sold('2026-03-23T23:30:00Z', '50'),
    sold('2026-03-23T20:00:00Z', '100'),
    sold('2026-03-18T20:00:00Z', '900', 'cancelled'),
  ]);
  const trend = await salesTrend({ ...shop.ctx, now: () => now }, 7);
  expect(trend).toMatchObject({
    from: '2026-03-24',
    to: '2026-03-30',
    revenue: { now: '150.00', before: '100.00', change: 50 },
    orders: { now: '2', before: '1', change: 100 },
    average: { now: '75.00', before: '100.00', change: -25 },
  });
  const quiet = await salesTrend({ ...shop.ctx, now: () => new Date('2027-01-01T00:00:00Z') }, 7);
  expect(quiet.revenue).toEqual({ now: '0.00', before: '0.00', change: null });
});
