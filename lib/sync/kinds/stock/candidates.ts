import Decimal from 'decimal.js';
import { and, eq, isNotNull, isNull, lte, notExists, or, sql } from 'drizzle-orm';
import { anyOf } from '@/db/any-of';
import { products } from '@/db/schema/catalogue';
import { outbox } from '@/db/schema/feeds';
import { conflicts, syncErrors } from '@/db/schema/inbox';
import { links, stockLinks } from '@/db/schema/links';
import { sumsOfPlace } from '@/lib/odoo/intentions/quantities';
import { chunks, type Domain } from '@/lib/odoo/rows';
import { outOfReachLinks } from '../../engine/reach';
import type { RunContext } from '../kind';
import { AMOUNT } from '../unreadable-value';
import { withLostRules } from './lost-rules';
import type { LinkedWarehouse } from './pairs';
import { vanishedRows } from './vanished-rows';

const QUANTS = 'stock.quant';
const RULES = 'stock.warehouse.orderpoint';

export interface Candidates {
  readonly productIds: readonly string[];
  /** To be called once all of them went through: only then the counts of quants and rules are remembered. */
  readonly settled: () => Promise<void>;
}

/**
 * Local products whose stock has to be looked at: announced by Odoo's quants and rules since the last run, edited
 * here, never compared yet, with an answer still awaited, with a conflict a person has decided, or with an error whose
 * back-off is over.
 */
export async function candidates(
  run: RunContext,
  warehouses: readonly LinkedWarehouse[],
): Promise<Candidates> {
  if (run.checks) return { productIds: await everyLinked(run), settled: async () => undefined };
  const found = new Set<string>(await waitingHere(run, warehouses));
  const remoteIds = new Set<number>();
  const first = await nothingCompared(run);
  const newest = { [QUANTS]: 0, [RULES]: 0 };
  for (const stream of [QUANTS, RULES] as const) {
    // Every product is compared anyway, by its counts as they are now.
    if (first) {
      run.feed.pass(stream);
      continue;
    }
    for await (const page of run.feed.changed(stream)) {
      for (const { id, owner } of page) {
        newest[stream] = Math.max(newest[stream], id);
        if (owner !== null) remoteIds.add(owner);
      }
    }
  }
  const quants = await vanishedRows(run, QUANTS, inHouses(warehouses), newest[QUANTS]);
  if (!first && (quants.moved || run.run.mode === 'full'))
    for (const id of await differing(run, warehouses)) remoteIds.add(id);
  for (const id of await localIds(run, [...remoteIds])) found.add(id);
  const rules = await withLostRules(run, newest[RULES]);
  for (const id of rules.ids) found.add(id);
  // What is typed of a product out of reach waits, as work, until it is seen again.
  for (const link of await outOfReachLinks(run, 'product.product')) found.delete(link.localId);
  const passed = run.checkpoint.reached('stock', '');
  const productIds = [...found].filter((id) => id > passed).sort();
  const settled = async () => {
    await quants.settled();
    await rules.settled();
  };
  return { productIds, settled };
}

/** Rows also go from a warehouse, and come to it, with a shelf that is moved: no date of theirs tells (seen on 17, 19). */
function inHouses(warehouses: readonly LinkedWarehouse[]): Domain {
  return [['location_id', 'child_of', warehouses.map(({ remote }) => remote.viewLocationId)]];
}

async function nothingCompared({ ctx, integration }: RunContext): Promise<boolean> {
  const [any] = await ctx.db
    .select({ id: stockLinks.productId })
    .from(stockLinks)
    .where(eq(stockLinks.integrationId, integration.id))
    .limit(1);
  return any === undefined;
}

async function waitingHere(run: RunContext, warehouses: readonly LinkedWarehouse[]): Promise<string[]> {
  const { db } = run.ctx;
  const { id } = run.integration;
  const [edited, pending, failed, decided, fresh] = await Promise.all([
    db
      .select({ id: outbox.localId })
      .from(outbox)
      .where(and(eq(outbox.integrationId, id), eq(outbox.kind, 'stock'))),
    db
      .select({ id: stockLinks.productId })
      .from(stockLinks)
      .where(and(eq(stockLinks.integrationId, id), isNotNull(stockLinks.pending))),
    db
      .select({ id: syncErrors.localId })
      .from(syncErrors)
      .where(
        and(
          eq(syncErrors.integrationId, id),
          eq(syncErrors.kind, 'stock'),
          eq(syncErrors.status, 'open'),
          lte(syncErrors.nextRetryAt, run.ctx.now()),
        ),
      ),
    db
      .select({ id: conflicts.localId })
      .from(conflicts)
      .where(
        and(
          eq(conflicts.integrationId, id),
          eq(conflicts.kind, 'stock'),
          eq(conflicts.status, 'settled'),
          isNull(conflicts.appliedAt),
        ),
      ),
    neverCompared(run, warehouses),
  ]);
  return [...edited, ...pending, ...failed, ...decided, ...fresh].flatMap((row) => row.id ?? []);
}

/** For a check: every product whose stock is synchronised. */
async function everyLinked(run: RunContext): Promise<string[]> {
  const rows = await run.ctx.db
    .select({ id: links.localId })
    .from(links)
    .innerJoin(products, eq(products.id, links.localId))
    .where(tiedAndStored(run))
    .orderBy(links.localId);
  return rows.map((row) => row.id);
}

function tiedAndStored(run: RunContext) {
  return and(
    eq(links.integrationId, run.integration.id),
    eq(links.kind, 'variant'),
    isNull(links.odooDeletedAt),
    isNull(links.outOfReachSince),
    isNull(products.deletedAt),
    eq(products.stockable, 'stored'),
  );
}

/**
 * Linked products without a base in a warehouse (linked a moment ago, or a warehouse just selected), or with one that
 * they have from the product they came of.
 */
async function neverCompared(run: RunContext, warehouses: readonly LinkedWarehouse[]) {
  const { db } = run.ctx;
  const lists = await Promise.all(
    warehouses.map((warehouse) =>
      db
        .select({ id: links.localId })
        .from(links)
        .innerJoin(products, eq(products.id, links.localId))
        .where(
          and(
            tiedAndStored(run),
            notExists(
              db
                .select({ one: sql`1` })
                .from(stockLinks)
                .where(
                  and(
                    eq(stockLinks.integrationId, links.integrationId),
                    eq(stockLinks.productId, links.localId),
                    eq(stockLinks.warehouseId, warehouse.localId),
                    or(isNotNull(stockLinks.lastSyncedAt), isNull(stockLinks.baseQuantity)),
                  ),
                ),
            ),
          ),
        ),
    ),
  );
  return lists.flat();
}

/**
 * Products in Odoo of which the sum in a warehouse is not the base: one call a warehouse, however many products there
 * are. Asked in a full run, and when quants vanished.
 */
async function differing(run: RunContext, warehouses: readonly LinkedWarehouse[]): Promise<number[]> {
  const { db } = run.ctx;
  const found: number[] = [];
  for (const warehouse of warehouses) {
    const [bases, sums] = await Promise.all([
      db
        .select({ odooProductId: stockLinks.odooProductId, quantity: stockLinks.baseQuantity })
        .from(stockLinks)
        .where(
          and(
            eq(stockLinks.integrationId, run.integration.id),
            eq(stockLinks.warehouseId, warehouse.localId),
            isNotNull(stockLinks.baseQuantity),
          ),
        ),
      sumsOfPlace(run.odoo, warehouse.remote),
    ]);
    for (const { odooProductId, quantity } of bases) {
      if (!isKept(sums.get(odooProductId) ?? '0', quantity)) found.push(odooProductId);
    }
  }
  return found;
}

/** Whether Odoo's sum is the base, as far as its digits are kept here. */
function isKept(sum: string, base: string | null): boolean {
  return base !== null && new Decimal(sum).toDecimalPlaces(AMOUNT.digits, Decimal.ROUND_HALF_UP).eq(base);
}

async function localIds(run: RunContext, odooIds: readonly number[]): Promise<string[]> {
  const found: string[] = [];
  for (const chunk of chunks(odooIds, 5_000)) {
    const rows = await run.ctx.db
      .select({ id: links.localId })
      .from(links)
      .where(
        and(
          eq(links.integrationId, run.integration.id),
          eq(links.kind, 'variant'),
          anyOf(links.odooId, chunk),
        ),
      );
    found.push(...rows.map((row) => row.id));
  }
  return found;
}
