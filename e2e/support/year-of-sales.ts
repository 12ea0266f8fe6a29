import Decimal from 'decimal.js';
import { v7 } from 'uuid';
import type { Database } from '@/db/client';
import { categories, products, stockLevels, warehouses } from '@/db/schema/catalogue';
import { type LineKind, type OrderStatus, orderLines, orders } from '@/db/schema/orders';
import { insertIntegration } from './catalogue';
import { createTestRuntime, type TestRuntime } from './runtime';

/** A year of sales with quotations, cancellations, returns, products known and unknown; tests add the totals up themselves. */
export interface Sale {
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

/** The clock of the shop. */
export const NOW = new Date('2026-06-15T10:00:00Z');
const STATUSES: OrderStatus[] = ['quotation', 'confirmed', 'delivered', 'cancelled', 'delivered'];

const KINDS: LineKind[] = ['goods', 'goods', 'goods', 'goods', 'service', 'delivery', 'discount', 'combo'];
const RATIOS = ['1', '1', '1', '12', '0.5', null];

let seed = 7;
const random = (below: number) => {
  seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
  return Math.floor((seed / 2_147_483_648) * below);
};

export const productIds = Array.from({ length: 6 }, () => v7());
const [clothes, shirts] = [v7(), v7()];
/** The same ones in every test file. */
export const sales: Sale[] = Array.from({ length: 400 }, (_, n) => ({
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

/** A shop that has sold all this, on the day after. */
export async function openYearOfSales(): Promise<TestRuntime> {
  const system = await createTestRuntime();
  await store(system.db);
  return { ...system, ctx: { ...system.ctx, now: () => NOW } };
}

async function store(db: Database): Promise<void> {
  const integrationId = await insertIntegration(db);
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
      integrationId,
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
}

export const sum = (values: readonly Decimal.Value[]) =>
  values.reduce<Decimal>((total, value) => total.plus(value), new Decimal(0));
/** The sales that count, of these days. */
export const sold = (from: string, to: string) =>
  sales.filter((sale) => {
    const day = sale.at.toISOString().slice(0, 10);
    return (sale.status === 'confirmed' || sale.status === 'delivered') && day >= from && day <= to;
  });
export const goodsOf = (from: string, to: string) =>
  sold(from, to)
    .flatMap((sale) => sale.lines)
    .filter((line) => line.kind === 'goods');
/** In the products' own units, less what came back. */
export const unitsOf = (lines: Sale['lines']) =>
  sum(lines.map((line) => new Decimal(line.quantity).minus(line.withdrawn).times(line.ratio ?? 0)));
