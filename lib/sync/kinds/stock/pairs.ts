import { and, eq, isNull, ne, sql } from 'drizzle-orm';
import { anyOf } from '@/db/any-of';
import type { Db } from '@/db/client';
import { products, stockLevels } from '@/db/schema/catalogue';
import { outbox } from '@/db/schema/feeds';
import { links, origins, stockLinks } from '@/db/schema/links';
import type { RemoteWarehouse } from '@/lib/odoo/records';
import type { RunContext } from '../kind';
import { selectedWarehouses } from '../warehouse/selection';
import { hasNoVariants } from './first-variants';

/** A selected warehouse that exists on both sides. */
export interface LinkedWarehouse {
  readonly localId: string;
  readonly remote: RemoteWarehouse;
}

/** One product in one warehouse: the rows here, before Odoo is asked. */
export interface StockPair {
  readonly productId: string;
  readonly odooProductId: number;
  readonly label: string;
  /** The product came from another Odoo, and the goods counted here may lie in that one's warehouse. */
  readonly foreign: boolean;
  readonly warehouse: LinkedWarehouse;
  readonly level: typeof stockLevels.$inferSelect | null;
  readonly link: typeof stockLinks.$inferSelect | null;
}

export interface PairBatch {
  readonly pairs: readonly StockPair[];
  /** Outbox versions as read: a row that changed meanwhile stays work. */
  readonly outbox: ReadonlyMap<string, number>;
}

export async function linkedWarehouses(run: RunContext): Promise<LinkedWarehouse[]> {
  const selected = selectedWarehouses(run.integration, run.reference.warehouses);
  const rows = await run.ctx.db
    .select({ localId: links.localId, odooId: links.odooId })
    .from(links)
    .where(and(eq(links.integrationId, run.integration.id), eq(links.kind, 'warehouse')));
  return selected.all.flatMap((remote) => {
    const row = rows.find((one) => one.odooId === remote.id);
    return row ? [{ localId: row.localId, remote }] : [];
  });
}

/** Everything known here of these products in the given warehouses; products not linked or deleted are left out. */
export async function loadPairs(
  run: RunContext,
  productIds: readonly string[],
  warehouses: readonly LinkedWarehouse[],
): Promise<PairBatch> {
  const { db } = run.ctx;
  const integrationId = run.integration.id;
  const [linked, levels, stock, waiting] = await Promise.all([
    linkedProducts(db, integrationId, productIds),
    db
      .select()
      .from(stockLevels)
      .where(anyOf(stockLevels.productId, [...productIds])),
    db
      .select()
      .from(stockLinks)
      .where(and(eq(stockLinks.integrationId, integrationId), anyOf(stockLinks.productId, [...productIds]))),
    db
      .select()
      .from(outbox)
      .where(
        and(
          eq(outbox.integrationId, integrationId),
          eq(outbox.kind, 'stock'),
          anyOf(outbox.localId, [...productIds]),
        ),
      ),
  ]);
  const of = <T extends { productId: string; warehouseId: string }>(rows: readonly T[]) =>
    new Map(rows.map((row) => [`${row.productId} ${row.warehouseId}`, row]));
  const [levelOf, stockOf] = [of(levels), of(stock)];
  const pairs = linked.flatMap((product) =>
    warehouses.map((warehouse): StockPair => {
      const key = `${product.productId} ${warehouse.localId}`;
      return { ...product, warehouse, level: levelOf.get(key) ?? null, link: stockOf.get(key) ?? null };
    }),
  );
  return { pairs, outbox: new Map(waiting.map((row) => [row.localId, row.version])) };
}

async function linkedProducts(db: Db, integrationId: string, productIds: readonly string[]) {
  const rows = await db
    .select({
      productId: products.id,
      odooProductId: links.odooId,
      title: products.title,
      sku: products.sku,
      foreign: sql<boolean>`${origins.localId} is not null`,
    })
    .from(links)
    .innerJoin(products, eq(products.id, links.localId))
    .leftJoin(
      origins,
      and(
        eq(origins.localId, sql`coalesce(${products.parentId}, ${products.id})`),
        ne(origins.integrationId, integrationId),
      ),
    )
    .where(
      and(
        eq(links.integrationId, integrationId),
        eq(links.kind, 'variant'),
        anyOf(links.localId, [...productIds]),
        isNull(links.odooDeletedAt),
        isNull(links.outOfReachSince),
        isNull(products.deletedAt),
        hasNoVariants(db),
      ),
    );
  return rows.map(({ title, sku, ...row }) => ({ ...row, label: sku ? `${title} (${sku})` : title }));
}
