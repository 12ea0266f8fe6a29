import Decimal from 'decimal.js';
import { v7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { categories, products, stockLevels, warehouses } from '@/db/schema/catalogue';
import { integrations } from '@/db/schema/integrations';
import { type LineKind, type OrderStatus, orderLines, orders } from '@/db/schema/orders';
import { createTestRuntime, type TestRuntime } from '@/e2e/support/runtime';
import { getOrder } from '@/lib/orders/get-order';
import { listOrders } from '@/lib/orders/list-orders';
import { ORDER_SORTS, type OrderSummary, orderListQuery } from '@/lib/orders/schema';
import { streamSheet } from '@/lib/spreadsheet/answer-sheet';
import { bestSellers } from './best-sellers';
import { exportReplenishment } from './export-replenishment';
import { replenishment } from './replenishment';
import { salesOverTime } from './sales';

/** A year of sales with quotations, cancellations, returns, products known and unknown; the totals are added up here. */
interface Sale {
  id: string;
  at: Date;
  status: OrderStatus;
  customer: string;
  lines: {
    product: number | null;
    kind: LineKind;
    quantity: string;
    /** Of the quantity, what came back. */
    withdrawn: string;
    /** Units of the product in the line's own; null: not to be converted. */
    ratio: string | null;
    total: Decimal;
    untaxed: Decimal;
  }[];
}

const NOW = new Date('2026-06-15T10:00:00Z');
const STATUSES: OrderStatus[] = ['quotation', 'confirmed', 'delivered', 'cancelled', 'delivered'];

const KINDS: LineKind[] = ['goods', 'goods', 'goods', 'goods', 'service', 'delivery', 'discount', 'combo'];
const RATIOS = ['1', '1', '1', '12', '0.5', null];

let seed = 7;
const random = (below: number) => {
  seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
  return Math.floor((seed / 2_147_483_648) * below);
};

const productIds = Array.from({ length: 6 }, () => v7());
const [clothes, shirts] = [v7(), v7()];
const sales: Sale[] = Array.from({ length: 400 }, (_, n) => ({
  id: v7(),
  at: new Date(Date.UTC(2025, 5, 1) + random(380 * 86_400) * 1000),
  status: STATUSES[n % STATUSES.length] ?? 'confirmed',
  customer: n % 3 === 0 ? 'Éléonore Dupont' : `Client ${n}`,
  lines: Array.from({ length: 1 + random(3) }, () => {
    const total = new Decimal(random(100_000) + 1).div(100);
    const product = random(7) === 6 ? null : random(6);
    const ordered = 1 + random(5);
    const kind = KINDS[random(KINDS.length)] ?? 'goods';
    return {
      product,
      kind,
      quantity: ordered.toString(),
      withdrawn: kind === 'goods' && random(5) === 0 ? random(ordered + 1).toString() : '0',
      ratio: RATIOS[random(RATIOS.length)] ?? null,
      total,
      untaxed: total.div('1.2').toDecimalPlaces(2),
    };
  }),
}));

let system: TestRuntime;

beforeAll(async () => {
  system = await createTestRuntime();
  const { db } = system;
  const [integration] = await db
    .insert(integrations)
    .values({
      name: 'Odoo',
      type: 'odoo',
      config: {
        url: 'http://x',
        database: 'x',
        username: 'x',
        transport: 'auto',
        timeout_seconds: 1,
        image_timeout_seconds: 1,
      },
      apiKeyEncrypted: 'x',
      webhookSecretEncrypted: 'x',
      syncConfig: {
        frequency: 'manual',
        direction: 'import',
        incremental: true,
        cache_enabled: false,
        workers: 1,
        category_filter: [],
        export_scope: 'own',
        conflict_policy: 'odoo',
        fields: { product: [], stock: [], order: [] },
      },
    })
    .returning();
  if (!integration) throw new Error('no integration');
  await db.insert(categories).values([
    { id: clothes, name: 'Vêtements' },
    { id: shirts, name: 'T-shirts', parentId: clothes },
  ]);
  await db.insert(products).values(
    productIds.map((id, n) => ({
      id,
      title: `Produit ${n}`,
      sku: n === 5 ? '=SUM(A1)' : `P-${n}`,
      categoryId: n < 3 ? clothes : n < 5 ? shirts : null,
    })),
  );
  const [shop, depot, closed] = await db
    .insert(warehouses)
    .values([
      { name: 'Boutique', code: 'B' },
      { name: 'Dépôt', code: 'D' },
      { name: 'Fermé', code: 'F', archivedAt: NOW },
    ])
    .returning();
  await db.insert(stockLevels).values(
    productIds.flatMap((productId, n) => [
      {
        productId,
        warehouseId: shop?.id ?? '',
        quantity: String(n * 3),
        alertThreshold: n === 1 ? '400' : null,
      },
      { productId, warehouseId: depot?.id ?? '', quantity: '2' },
      { productId, warehouseId: closed?.id ?? '', quantity: '1000' },
    ]),
  );
  await db.insert(orders).values(
    sales.map((sale, n) => ({
      id: sale.id,
      integrationId: integration.id,
      odooId: n + 1,
      number: `S${String(n).padStart(5, '0')}`,
      status: sale.status,
      odooState: 'sale',
      customerName: sale.customer,
      currency: 'EUR',
      totalUntaxed: sum(sale.lines.map((line) => line.untaxed)).toFixed(2),
      total: sum(sale.lines.map((line) => line.total)).toFixed(2),
      orderedAt: sale.at,
    })),
  );
  await db.insert(orderLines).values(
    sales.flatMap((sale, n) =>
      sale.lines.map((line, position) => ({
        orderId: sale.id,
        odooId: n * 10 + position,
        position,
        productId: line.product === null ? null : productIds[line.product],
        odooProductId: line.product === null ? 999 : line.product + 1,
        name: line.product === null ? 'Inconnu ici' : `Produit ${line.product}`,
        kind: line.kind,
        quantity: line.quantity,
        withdrawn: line.withdrawn,
        unit: line.ratio === '12' ? 'Dozens' : 'Units',
        productUnit: 'Units',
        unitRatio: line.ratio,
        unitPrice: '1',
        totalUntaxed: line.untaxed.toFixed(2),
        total: line.total.toFixed(2),
      })),
    ),
  );
});
afterAll(() => system.drop());

const sum = (values: readonly Decimal.Value[]) =>
  values.reduce<Decimal>((total, value) => total.plus(value), new Decimal(0));
const sold = (from: string, to: string) =>
  sales.filter((sale) => {
    const day = sale.at.toISOString().slice(0, 10);
    return (sale.status === 'confirmed' || sale.status === 'delivered') && day >= from && day <= to;
  });
const goodsOf = (from: string, to: string) =>
  sold(from, to)
    .flatMap((sale) => sale.lines)
    .filter((line) => line.kind === 'goods');
const unitsOf = (lines: Sale['lines']) =>
  sum(lines.map((line) => new Decimal(line.quantity).minus(line.withdrawn).times(line.ratio ?? 0)));
const ctx = () => ({ ...system.ctx, now: () => NOW });
const year = { from: '2025-06-16', to: '2026-06-15', timezone: 'UTC' };

describe('sales over time', () => {
  it.each(['day', 'week', 'month'] as const)('add up to the cent by %s', async (interval) => {
    const view = await salesOverTime(ctx(), { ...year, interval });
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
    const view = await salesOverTime(ctx(), { ...year, interval: 'month' });
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
    const utc = await salesOverTime(ctx(), { ...query, timezone: 'UTC' });
    const dubai = await salesOverTime(ctx(), { ...query, timezone: 'Asia/Dubai' });
    expect(dubai.orders).not.toBe(utc.orders);
  });
});

describe('best sellers', () => {
  it.each(['revenue', 'quantity'] as const)(
    'by %s are goods, in their own unit, less what came back',
    async (by) => {
      const { data } = await bestSellers(ctx(), { ...year, by, limit: 500 });
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

describe('replenishment', () => {
  const query = { window_days: 90, lead_days: 14, cover_days: 30, to_order: false, limit: 2 };

  it('forecasts every product from its sales and its stock in open warehouses, page by page', async () => {
    const found = [];
    let cursor: string | undefined;
    do {
      const page = await replenishment(ctx(), { ...query, cursor });
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
    const all = await replenishment(ctx(), { ...query, limit: 500 });
    const due = await replenishment(ctx(), { ...query, limit: 500, to_order: true });
    expect(due.data).toEqual(all.data.filter((row) => Number(row.suggested_quantity) > 0));
  });

  it('leaves as CSV without formulas for the spreadsheet to run', async () => {
    const text = await new Response(
      streamSheet(
        exportReplenishment(ctx(), { window_days: 90, lead_days: 14, cover_days: 30, to_order: false }, 'fr'),
        'csv',
      ),
    ).text();
    const lines = text.trim().split('\n');
    expect(lines).toHaveLength(7);
    expect(lines.some((line) => line.startsWith("'=SUM(A1);"))).toBe(true);
    expect(text).toMatch(/;\d+,\d+;/);
  });
});

describe('orders', () => {
  it('are listed newest first, page by page, without a gap or a double', async () => {
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await listOrders(ctx(), orderListQuery.parse({ limit: 150, cursor }));
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
      const page = await listOrders(ctx(), orderListQuery.parse({ limit: 150, sort, cursor }));
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
    const { next_cursor } = await listOrders(ctx(), orderListQuery.parse({ limit: 1, sort: 'number' }));
    const elsewhere = orderListQuery.parse({ sort: 'total', cursor: next_cursor ?? '' });
    await expect(listOrders(ctx(), elsewhere)).rejects.toMatchObject({ code: 'invalid_cursor' });
  });

  it('are found by customer whatever the accents, by status and by product', async () => {
    const found = await listOrders(ctx(), orderListQuery.parse({ search: 'eleonore', status: 'cancelled' }));
    const mine = sales.filter((sale) => sale.customer.startsWith('Éléonore') && sale.status === 'cancelled');
    expect(found.data).toHaveLength(mine.length);
    const byProduct = await listOrders(
      ctx(),
      orderListQuery.parse({ limit: 500, product_id: productIds[2] }),
    );
    expect(byProduct.data).toHaveLength(
      sales.filter((sale) => sale.lines.some((line) => line.product === 2)).length,
    );
  });

  it('show their lines', async () => {
    const [first] = sales;
    if (!first) throw new Error('no sale');
    const view = await getOrder(ctx(), first.id);
    expect(view.lines.map((line) => line.total)).toEqual(first.lines.map((line) => line.total.toFixed(2)));
    await expect(getOrder(ctx(), v7())).rejects.toMatchObject({ code: 'not_found' });
  });
});
