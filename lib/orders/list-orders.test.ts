import { v7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestRuntime } from '@/e2e/support/runtime';
import { openYearOfSales, productIds, sales } from '@/e2e/support/year-of-sales';
import { getOrder } from './get-order';
import { listOrders } from './list-orders';
import { ORDER_SORTS, type OrderSummary, orderListQuery } from './schema';

let system: TestRuntime;

beforeAll(async () => {
  system = await openYearOfSales();
});
afterAll(() => system.drop());

describe('orders', () => {
  it('are listed newest first, page by page, without a gap or a double', async () => {
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await listOrders(system.ctx, orderListQuery.parse({ limit: 150, cursor }));
      seen.push(...page.data.map((order) => order.id));
      cursor = page.next_cursor ?? undefined;
    } while (cursor);
    const expected = [...sales].sort((a, b) => b.at.getTime() - a.at.getTime()).map((sale) => sale.id);
    expect(seen).toHaveLength(expected.length);
    expect(new Set(seen)).toEqual(new Set(expected));
  });

  it.each(ORDER_SORTS)('are sorted by %s, page by page, without a gap or a double', async (sort) => {
    const seen: OrderSummary[] = [];
    let cursor: string | undefined;
    do {
      const page = await listOrders(system.ctx, orderListQuery.parse({ limit: 150, sort, cursor }));
      seen.push(...page.data);
      cursor = page.next_cursor ?? undefined;
    } while (cursor);
    expect(new Set(seen.map(({ id }) => id))).toEqual(new Set(sales.map(({ id }) => id)));
    expect(seen).toHaveLength(sales.length);
    const value = (order: OrderSummary) =>
      sort.startsWith('total') ? Number(order.total) : Date.parse(order.ordered_at);
    const values = seen.map(value);
    const sorted = values.toSorted((a, b) => (sort.endsWith('_desc') ? b - a : a - b));
    if (/^(total|ordered)/.test(sort)) expect(values).toEqual(sorted);
  });

  it('refuse the position of another order', async () => {
    const { next_cursor } = await listOrders(system.ctx, orderListQuery.parse({ limit: 1, sort: 'number' }));
    const elsewhere = orderListQuery.parse({ sort: 'total', cursor: next_cursor ?? '' });
    await expect(listOrders(system.ctx, elsewhere)).rejects.toMatchObject({ code: 'invalid_cursor' });
  });

  it('are found by customer whatever the accents, by status and by product', async () => {
    const found = await listOrders(
      system.ctx,
      orderListQuery.parse({ search: 'eleonore', status: 'cancelled' }),
    );
    const mine = sales.filter((sale) => sale.customer.startsWith('Éléonore') && sale.status === 'cancelled');
    expect(found.data).toHaveLength(mine.length);
    const byProduct = await listOrders(
      system.ctx,
      orderListQuery.parse({ limit: 500, product_id: productIds[2] }),
    );
    expect(byProduct.data).toHaveLength(
      sales.filter((sale) => sale.lines.some((line) => line.product === 2)).length,
    );
  });

  it('show their lines', async () => {
    const [first] = sales;
    if (!first) throw new Error('no sale');
    const view = await getOrder(system.ctx, first.id);
    expect(view.lines.map((line) => line.total)).toEqual(first.lines.map((line) => line.total.toFixed(2)));
    await expect(getOrder(system.ctx, v7())).rejects.toMatchObject({ code: 'not_found' });
  });
});
