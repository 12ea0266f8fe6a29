import Decimal from 'decimal.js';
import { OdooError } from '../errors';
import type { OdooSession } from '../session';
import { StockError } from '../stock-error';
import { movedBy } from './moves';
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
  for (let round = 0; round < ROUNDS; round++) {
    const open = rows.filter((row) => !failed.has(row.productId) && !rest(row, moved).isZero());
    if (open.length === 0) break;
    const quants = await readQuants(
      odoo,
      open.map((row) => row.productId),
      place,
    );
    await send(odoo, place, reference, plans(open, moved, quants, place, failed), failed);
    moved = await movedBy(odoo, reference, productIds, place);
  }
  return new Map(rows.map((row) => [row.productId, outcome(row, moved, failed)]));
}

function rest(row: StockDifference, moved: ReadonlyMap<number, Decimal>): Decimal {
  return new Decimal(row.difference).minus(moved.get(row.productId) ?? 0);
}

function outcome(
  row: StockDifference,
  moved: ReadonlyMap<number, Decimal>,
  failed: ReadonlyMap<number, StockError | OdooError>,
): StockOutcome {
  const applied = (moved.get(row.productId) ?? new Decimal(0)).toFixed();
  const error = failed.get(row.productId);
  if (error) return { applied, error };
  if (rest(row, moved).isZero()) return { applied, error: null };
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
      return [planCounts(row.productId, rest(row, moved), found, place.stockLocationId)];
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
