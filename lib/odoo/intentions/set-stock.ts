import { setTimeout as sleep } from 'node:timers/promises';
import Decimal from 'decimal.js';
import { OdooError } from '../errors';
import type { OdooSession } from '../session';
import { StockError } from '../stock-error';
import { countedAfter, movedBy, newestMove } from './moves';
import { type Count, planCounts } from './plan-counts';
import { type Quant, readQuants, type StockPlace } from './quantities';
import { unstockable } from './stockable';
import { explained, writeCounts } from './write-counts';

export interface StockDifference {
  productId: number;
  /** What is to come (+) or go (−) in all under the reference, whatever of it is done already. */
  difference: string;
}

/** `applied`: how much of the difference Odoo has now; `error` says why it is not all. */
export type StockOutcome =
  | { applied: string; error: null }
  | { applied: string; error: StockError | OdooError };

/** Someone else may move the same goods between our look and our count: the rest is then sent once more. */
const ROUNDS = 4;

/** How long a lagging replica is waited for, and how often it is asked. */
const CATCHING_UP_MS = 20_000;
const LOOK_AGAIN_MS = 500;

/**
 * Brings differences into the stock of one warehouse, each exactly once. What the moves that carry `reference` already
 * did is looked up first and only the rest is sent, so the same call may be repeated after a crash or a lost answer
 * until it comes to an end. The rows must be few enough for one transaction in Odoo (about 50).
 * A failure that leaves open whether Odoo did the work is thrown (`OdooError.sent` = unknown): repeat later with the
 * same reference. Any other failure belongs to its row and stops no other.
 */
export async function applyStockDifferences(
  odoo: OdooSession,
  place: StockPlace,
  reference: string,
  rows: readonly StockDifference[],
): Promise<Map<number, StockOutcome>> {
  const productIds = rows.map((row) => row.productId);
  const failed: Map<number, StockError | OdooError> = await unstockable(odoo, productIds);
  let moved = await movedBy(odoo, reference, productIds, place);
  const untraced = new Map<number, Decimal>();
  for (let round = 0; round < ROUNDS; round++) {
    const open = rows.filter(
      ({ productId, difference }) =>
        !failed.has(productId) &&
        !untraced.has(productId) &&
        !rest(difference, moved.get(productId)).isZero(),
    );
    if (open.length === 0) break;
    const openIds = open.map((row) => row.productId);
    const quants = await readQuants(odoo, openIds, place);
    const newest = await newestMove(odoo);
    const before = moved;
    await send(odoo, place, reference, plans(open, moved, quants, place, failed), failed);
    moved = await movedSince(odoo, reference, productIds, place, open, before, failed);
    const silent = open.filter(
      ({ productId: id }) =>
        !failed.has(id) && rest(moved.get(id)?.toFixed() ?? '0', before.get(id)).isZero(),
    );
    for (const [id, change] of await untracedOf(odoo, place, silent, before, newest))
      untraced.set(id, change);
  }
  return new Map(rows.map((row) => [row.productId, outcome(row, moved, untraced, failed)]));
}

/**
 * What the reference has moved after a count was sent. Where reads may lag (JSON-2 without XML-RPC) it is looked for
 * until it shows: sent again because a replica does not know it yet, it would count twice.
 * @throws OdooError timeout (sent: unknown) when the replica does not catch up: look again later, under the same reference
 */
async function movedSince(
  odoo: OdooSession,
  reference: string,
  productIds: readonly number[],
  place: StockPlace,
  open: readonly StockDifference[],
  before: ReadonlyMap<number, Decimal>,
  failed: ReadonlyMap<number, unknown>,
): Promise<Map<number, Decimal>> {
  const until = Date.now() + CATCHING_UP_MS;
  for (;;) {
    const moved = await movedBy(odoo, reference, productIds, place);
    const unseen = open.filter(
      ({ productId: id }) =>
        !failed.has(id) && rest(moved.get(id)?.toFixed() ?? '0', before.get(id)).isZero(),
    );
    if (!odoo.readsLag || unseen.length === 0) return moved;
    if (Date.now() > until) throw new OdooError('timeout', { cause: 'replica' }, 'unknown');
    await sleep(LOOK_AGAIN_MS);
  }
}

/**
 * Counts that were made but left no move with our reference: a module of Odoo may strip it, and sent again they would
 * count twice. A count made since that brought just what was missing is ours.
 */
async function untracedOf(
  odoo: OdooSession,
  place: StockPlace,
  silent: readonly StockDifference[],
  moved: ReadonlyMap<number, Decimal>,
  newest: number,
): Promise<Map<number, Decimal>> {
  if (silent.length === 0) return new Map();
  const ids = silent.map((row) => row.productId);
  const counted = await countedAfter(odoo, newest, ids, place);
  return new Map(
    silent.flatMap(({ productId, difference }): [number, Decimal][] => {
      const missing = rest(difference, moved.get(productId));
      return counted.get(productId)?.eq(missing) ? [[productId, missing]] : [];
    }),
  );
}

function rest(wanted: string, done: Decimal | undefined): Decimal {
  return new Decimal(wanted).minus(done ?? 0);
}

function outcome(
  row: StockDifference,
  moved: ReadonlyMap<number, Decimal>,
  untraced: ReadonlyMap<number, Decimal>,
  failed: ReadonlyMap<number, StockError | OdooError>,
): StockOutcome {
  const done = (moved.get(row.productId) ?? new Decimal(0)).plus(untraced.get(row.productId) ?? 0);
  const applied = done.toFixed();
  const error = failed.get(row.productId);
  if (error) return { applied, error };
  if (rest(row.difference, done).isZero()) return { applied, error: null };
  return { applied, error: new StockError('stock_not_applied', { productId: row.productId }) };
}

function plans(
  open: readonly StockDifference[],
  moved: ReadonlyMap<number, Decimal>,
  quants: ReadonlyMap<number, Quant[]>,
  place: StockPlace,
  failed: Map<number, StockError | OdooError>,
): Count[][] {
  return open.flatMap((row) => {
    try {
      const found = quants.get(row.productId) ?? [];
      const open = rest(row.difference, moved.get(row.productId));
      return [planCounts(row.productId, open, found, place.stockLocationId)];
    } catch (error) {
      if (!(error instanceof StockError)) throw error;
      failed.set(row.productId, error);
      return [];
    }
  });
}

/** All at once; when Odoo refuses, one by one, so that only the bad ones fail. */
async function send(
  odoo: OdooSession,
  place: StockPlace,
  reference: string,
  counts: readonly Count[][],
  failed: Map<number, StockError | OdooError>,
): Promise<void> {
  if (counts.length === 0) return;
  try {
    await writeCounts(odoo, counts.flat(), place.stockLocationId, reference);
  } catch (caught) {
    const error = explained(caught);
    if (!(error instanceof StockError) && !(error instanceof OdooError)) throw error;
    if (error instanceof OdooError && (error.sent === 'unknown' || error.class === 'transient')) throw error;
    const [first] = counts;
    if (counts.length === 1 && first) {
      for (const count of first) failed.set(count.productId, error);
      return;
    }
    for (const single of counts) await send(odoo, place, reference, [single], failed);
  }
}
