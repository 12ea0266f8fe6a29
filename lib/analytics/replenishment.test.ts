import Decimal from 'decimal.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestRuntime } from '@/e2e/support/runtime';
import { goodsOf, openYearOfSales, productIds, unitsOf } from '@/e2e/support/year-of-sales';
import { streamSheet } from '@/lib/spreadsheet/answer-sheet';
import { exportReplenishment } from './export-replenishment';
import { replenishment } from './replenishment';

let system: TestRuntime;

beforeAll(async () => {
  system = await openYearOfSales();
});
afterAll(() => system.drop());

describe('replenishment', () => {
  const query = { window_days: 90, lead_days: 14, cover_days: 30, to_order: false, limit: 2 };

  it('forecasts every product from its sales and its stock in open warehouses, page by page', async () => {
    const found = [];
    let cursor: string | undefined;
    do {
      const page = await replenishment(system.ctx, { ...query, cursor });
      found.push(...page.data);
      cursor = page.next_cursor ?? undefined;
    } while (cursor);
    expect(found.map((row) => row.product_id).sort()).toEqual([...productIds].sort());
    const lines = goodsOf('2026-03-17', '2026-06-14');
    for (const row of found) {
      const index = productIds.indexOf(row.product_id);
      const mine = lines.filter((line) => line.product === index);
      const units = unitsOf(mine);
      expect(row.lines_not_counted).toBe(mine.filter((line) => line.ratio === null).length);
      expect(row.sold).toBe(units.toFixed());
      expect(row.stock).toBe(String(index * 3 + 2));
      const target = Decimal.max(units.times(44).div(90), index === 1 ? 400 : 0);
      expect(row.suggested_quantity).toBe(Decimal.max(0, target.minus(row.stock)).ceil().toFixed());
    }
    const cover = found.map((row) => Number(row.days_of_cover ?? Infinity));
    expect(cover).toEqual([...cover].sort((a, b) => a - b));
  });

  it('can be narrowed to what is to be ordered', async () => {
    const all = await replenishment(system.ctx, { ...query, limit: 500 });
    const due = await replenishment(system.ctx, { ...query, limit: 500, to_order: true });
    expect(due.data).toEqual(all.data.filter((row) => Number(row.suggested_quantity) > 0));
  });

  it('leaves as CSV without formulas for the spreadsheet to run', async () => {
    const text = await new Response(
      streamSheet(
        exportReplenishment(
          system.ctx,
          { window_days: 90, lead_days: 14, cover_days: 30, to_order: false },
          'fr',
        ),
        'csv',
      ),
    ).text();
    const lines = text.trim().split('\n');
    expect(lines).toHaveLength(7);
    expect(lines.some((line) => line.startsWith("'=SUM(A1);"))).toBe(true);
    expect(text).toMatch(/;\d+,\d+;/);
  });
});
