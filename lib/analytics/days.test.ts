import { afterAll, beforeAll, expect, test } from 'vitest';
import { products } from '@/db/schema/catalogue';
import { integrations } from '@/db/schema/integrations';
import { orderLines, orders } from '@/db/schema/orders';
import { createTestRuntime, type TestRuntime } from '@/e2e/support/runtime';
import { DEFAULT_SYNC_CONFIG } from '@/lib/integrations/schema';
import { listOrders } from '@/lib/orders/list-orders';
import { orderListQuery } from '@/lib/orders/schema';
import { bestSellers } from './best-sellers';
import { startOfTwelveMonths } from './period';
import { replenishment } from './replenishment';
import { salesOverTime } from './sales';

/** One clock says when a day begins, on every page: Paris here, on both sides of a change of its hour. */
let system: TestRuntime;
let productId: string;

beforeAll(async () => {
  system = await createTestRuntime({ TIME_ZONE: 'Europe/Paris' });
  const { db } = system;
  const [integration] = await db
    .insert(integrations)
    .values({
      name: 'Odoo',
      type: 'odoo',
      config: {
        url: 'https://x.odoo.com',
        database: 'x',
        username: 'x',
        transport: 'auto',
        timeout_seconds: 1,
        image_timeout_seconds: 1,
      },
      apiKeyEncrypted: 'x',
      webhookSecretEncrypted: 'x',
      syncConfig: DEFAULT_SYNC_CONFIG,
    })
    .returning();
  const [product] = await db.insert(products).values({ title: 'Bol' }).returning();
  productId = product?.id ?? '';
  const sales = [
    // Summer: Paris is two hours ahead.
    ['S1', '2026-06-30T21:59:59Z', 'EUR'],
    ['S2', '2026-06-30T22:00:00Z', 'EUR'],
    // Winter: one hour.
    ['S3', '2026-11-30T22:59:59Z', 'EUR'],
    ['S4', '2026-11-30T23:00:00Z', 'EUR'],
    ['S5', '2026-11-30T12:00:00Z', 'USD'],
  ] as const;
  for (const [n, [number, at, currency]] of sales.entries()) {
    const [order] = await db
      .insert(orders)
      .values({
        integrationId: integration?.id ?? '',
        odooId: n + 1,
        number,
        status: 'confirmed',
        odooState: 'sale',
        customerName: 'x',
        currency,
        totalUntaxed: '10',
        total: '12',
        orderedAt: new Date(at),
      })
      .returning();
    await db.insert(orderLines).values({
      orderId: order?.id ?? '',
      odooId: n + 1,
      position: 0,
      productId,
      name: 'Bol',
      quantity: '1',
      delivered: '0',
      unitPrice: '10',
      totalUntaxed: '10',
      total: '12',
    });
  }
});
afterAll(() => system.drop());

const at = (now: string) => ({ ...system.ctx, now: () => new Date(now) });

test.each([
  ['2026-06-30', ['S1']],
  ['2026-07-01', ['S2']],
  ['2026-11-30', ['S5', 'S3']],
  ['2026-12-01', ['S4']],
])('the orders of %s', async (day, expected) => {
  const { data } = await listOrders(system.ctx, orderListQuery.parse({ from: day, to: day }));
  expect(data.map(({ number }) => number).toSorted()).toEqual(expected.toSorted());
});

test.each([
  ['2026-06-30', 1],
  ['2026-07-01', 1],
  ['2026-11-30', 1],
  ['2026-12-01', 1],
])('the sales of %s are those of the order list, in the shop’s currency', async (day, expected) => {
  const view = await salesOverTime(system.ctx, { from: day, to: day, interval: 'day' });
  expect(view).toMatchObject({ orders: expected, revenue: '12.00', timezone: 'Europe/Paris' });
  expect(view.data).toMatchObject([{ period: day, orders: expected }]);
});

test('a sale in another currency is counted apart, and in no sum', async () => {
  const query = { from: '2026-11-01', to: '2026-12-31' };
  const view = await salesOverTime(system.ctx, { ...query, interval: 'month' });
  expect(view).toMatchObject({ currency: 'EUR', revenue: '24.00', orders: 2, other_currency_orders: 1 });
  const { data } = await bestSellers(system.ctx, { ...query, by: 'revenue', limit: 10 });
  expect(data).toMatchObject([{ revenue: '24.00', quantity: '2' }]);
});

test.each([
  ['2026-06-30T21:59:00Z', '0'],
  ['2026-06-30T22:01:00Z', '1'],
])('the forecast at %s looks back on whole days of the shop: %s sold yesterday', async (now, sold) => {
  const query = { window_days: 1, lead_days: 0, cover_days: 1, to_order: false, limit: 50 };
  const { data } = await replenishment(at(now), query);
  expect(data.find((row) => row.product_id === productId)?.sold).toBe(sold);
});

test('twelve months are whole ones, but for what is left of the last', () => {
  expect(startOfTwelveMonths('2026-11-28')).toBe('2025-12-01');
  expect(startOfTwelveMonths('2026-12-31')).toBe('2026-01-01');
});
