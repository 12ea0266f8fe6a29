import Decimal from 'decimal.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestRuntime } from '@/e2e/support/runtime';
import { goodsOf, openYearOfSales, productIds, sold, sum, unitsOf } from '@/e2e/support/year-of-sales';
import { bestSellers } from './best-sellers';
import { salesOverTime } from './sales';

const year = { from: '2025-06-16', to: '2026-06-15', timezone: 'UTC' };

let system: TestRuntime;

beforeAll(async () => {
  system = await openYearOfSales();
});
afterAll(() => system.drop());

describe('sales over time', () => {
  it.each(['day', 'week', 'month'] as const)('add up to the cent by %s', async (interval) => {
    const view = await salesOverTime(system.ctx, { ...year, interval });
    const mine = sold(year.from, year.to);
    const expected = sum(mine.flatMap((sale) => sale.lines.map((line) => line.total)));
    expect(view.revenue).toBe(expected.toFixed(2));
    expect(view.orders).toBe(mine.length);
    expect(view.quantity).toBe(unitsOf(goodsOf(year.from, year.to)).toFixed());
    expect(sum(view.categories.map((category) => category.quantity)).toFixed()).toBe(view.quantity);
    expect(sum(view.data.map((bucket) => bucket.revenue)).toFixed(2)).toBe(expected.toFixed(2));
    expect(sum(view.data.map((bucket) => bucket.quantity)).toFixed()).toBe(view.quantity);
    expect(sum(view.data.map((bucket) => bucket.orders)).toNumber()).toBe(mine.length);
    expect(sum(view.categories.map((category) => category.revenue)).toFixed(2)).toBe(expected.toFixed(2));
  });

  it('put every order into its month', async () => {
    const view = await salesOverTime(system.ctx, { ...year, interval: 'month' });
    expect(view.data).toHaveLength(13);
    for (const bucket of view.data) {
      const month = bucket.period.slice(0, 7);
      const mine = sold(year.from, year.to).filter((sale) => sale.at.toISOString().startsWith(month));
      expect(bucket.orders).toBe(mine.length);
      expect(bucket.revenue).toBe(
        sum(mine.flatMap((sale) => sale.lines.map((line) => line.total))).toFixed(2),
      );
    }
  });

  it('begin the day where the clock of the reader says', async () => {
    const late = sold('2025-06-01', '2026-06-15').find((sale) => sale.at.getUTCHours() === 23);
    if (!late) throw new Error('the seed has no late sale');
    const next = new Date(late.at.getTime() + 3 * 3_600_000).toISOString().slice(0, 10);
    const query = { from: next, to: next, interval: 'day' as const };
    const utc = await salesOverTime(system.ctx, { ...query, timezone: 'UTC' });
    const dubai = await salesOverTime(system.ctx, { ...query, timezone: 'Asia/Dubai' });
    expect(dubai.orders).not.toBe(utc.orders);
  });
});

describe('best sellers', () => {
  it.each(['revenue', 'quantity'] as const)(
    'by %s are goods, in their own unit, less what came back',
    async (by) => {
      const { data } = await bestSellers(system.ctx, { ...year, by, limit: 500 });
      const lines = goodsOf(year.from, year.to);
      expect(data).toHaveLength(7);
      for (const row of data) {
        const index = row.product_id === null ? null : productIds.indexOf(row.product_id);
        const mine = lines.filter((line) => line.product === index);
        const kept = mine.map((line) =>
          line.total.times(new Decimal(1).minus(new Decimal(line.withdrawn).div(line.quantity))),
        );
        expect(row.revenue).toBe(sum(kept).toFixed(2));
        expect(row.quantity).toBe(unitsOf(mine).toFixed());
        expect(row.unit).toBe('Units');
        expect(row.lines_not_counted).toBe(mine.filter((line) => line.ratio === null).length);
      }
      const order = data.map((row) => Number(row[by]));
      expect(order).toEqual([...order].sort((a, b) => b - a));
      expect(data.find((row) => row.product_id === null)?.title).toBe('Inconnu ici');
    },
  );
});
