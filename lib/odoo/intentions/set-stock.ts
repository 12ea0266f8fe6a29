import { setTimeout as sleep } from 'node:timers/promises';
import Decimal from 'decimal.js';
import { OdooError } from '../errors';
import type { OdooSession } from '../session';
import { StockError } from '../stock-error';
import { tooFine } from './counting-steps';
import { countedAfter, movedBy, newestMove } from './moves';
import { type Count, type PlannedCounts, planCounts } from './plan-counts';
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

/** A batch of differences as it was noted: the newest stock move then, and whether it may have been sent already. */
export interface StockNote {
  readonly reference: string;
  readonly since: number;
  readonly again: boolean;
}

/**
 * Brings differences into the stock of one warehouse, each exactly once. What the moves that carry the reference already
 * did is looked up first and only the rest is sent, so the same call may be repeated (`again`) after a crash or a lost
 * answer until it comes to an end. The rows must be few enough for one transaction in Odoo (about 50).
 * A failure that leaves open whether Odoo did the work is thrown (`OdooError.sent` = unknown): repeat later with the
 * same note. Any other failure belongs to its row and stops no other.
 */
export async function applyStockDifferences(
  odoo: OdooSession,
  place: StockPlace,
  note: StockNote,
  rows: readonly StockDifference[],
): Promise<Map<number, StockOutcome>> {
  const productIds = rows.map((row) => row.productId);
  const failed: Map<number, StockError | OdooError> = await unstockable(odoo, productIds);
  let done: Done = note.again
    ? await appliedSince(odoo, place, note, rows)
    : { moved: new Map(), untraced: new Map() };
  for (let round = 0; round < ROUNDS; round++) {
    const open = stillOpen(rows, done).filter(({ productId }) => !failed.has(productId));
    if (open.length === 0) break;
    const openIds = open.map((row) => row.productId);
    const quants = await readQuants(odoo, openIds, place);
    const since = round === 0 && !note.again ? note.since : await newestMove(odoo);
    const counts = await planned(odoo, open, done, quants, place, failed);
    await send(odoo, place, note.reference, counts, failed);
    const sent = open.filter(({ productId }) => !failed.has(productId));
    done = await foundSince(odoo, place, { ...note, since }, sent, done);
  }
  return new Map(rows.map((row) => [row.productId, outcome(row, done, failed)]));
}

/**
 * The one release that itself may leave no trace of who asked for a count (`stockContext`). Elsewhere a count without our
 * reference is another's, though it be made with our key's login.
 */
const LEAVES_NO_TRACE = 17;

/** By product: what moves that carry the reference brought, and what counts of ours brought that bear no trace of it. */
interface Done {
  readonly moved: ReadonlyMap<number, Decimal>;
  readonly untraced: ReadonlyMap<number, Decimal>;
}

/**
 * What Odoo has done of differences that may have been sent before. On a release that loses references, counts of our
 * user since then are ours if one of them, or all together, brought just what was missing. Two calls, two more where a
 * trace is missing.
 */
export async function appliedSince(
  odoo: OdooSession,
  place: StockPlace,
  { reference, since }: Pick<StockNote, 'reference' | 'since'>,
  rows: readonly StockDifference[],
): Promise<Done> {
  const productIds = rows.map((row) => row.productId);
  const moved = await movedBy(odoo, reference, productIds, place);
  if (odoo.capabilities.major !== LEAVES_NO_TRACE) return { moved, untraced: new Map() };
  const open = stillOpen(rows, { moved, untraced: new Map() });
  const counted = await countsOf(odoo, place, open, since);
  const ours = open.flatMap(({ productId: id, difference }) => {
    const missing = rest(difference, moved.get(id));
    const counts = counted.get(id) ?? [];
    const found = counts.some((one) => one.eq(missing)) || sum(counts).eq(missing);
    return found ? [[id, missing] as const] : [];
  });
  return { moved, untraced: new Map(ours) };
}

function stillOpen(rows: readonly StockDifference[], done: Done): StockDifference[] {
  return rows.filter((row) => !rest(row.difference, new Decimal(appliedOf(row, done))).isZero());
}

/**
 * What is to be seen of counts that were sent this moment. Odoo 17 or a module may strip the reference: what our user
 * counted of such a product since is what was sent. Where reads may lag (JSON-2 without XML-RPC) it is looked for until
 * it shows: sent again because a replica does not know it yet, it would count twice.
 * @throws OdooError timeout (sent: unknown) when the replica does not catch up: look again later, with the same note
 */
async function foundSince(
  odoo: OdooSession,
  place: StockPlace,
  { reference, since }: StockNote,
  sent: readonly StockDifference[],
  before: Done,
): Promise<Done> {
  const productIds = sent.map((row) => row.productId);
  const until = Date.now() + CATCHING_UP_MS;
  for (;;) {
    const found = await movedBy(odoo, reference, productIds, place);
    const silent = sent.filter(({ productId: id }) =>
      rest(found.get(id)?.toFixed() ?? '0', before.moved.get(id)).isZero(),
    );
    const counted = await countsOf(odoo, place, silent, since);
    if (!odoo.readsLag || silent.every(({ productId }) => counted.has(productId))) {
      const more = [...counted].map(
        ([id, counts]) => [id, sum(counts).plus(before.untraced.get(id) ?? 0)] as const,
      );
      return {
        moved: new Map([...before.moved, ...found]),
        untraced: new Map([...before.untraced, ...more]),
      };
    }
    if (Date.now() > until) throw new OdooError('timeout', { cause: 'replica' }, 'unknown');
    await sleep(LOOK_AGAIN_MS);
  }
}

/** What our user has counted of these products after a move; no call when there are none. */
async function countsOf(
  odoo: OdooSession,
  place: StockPlace,
  rows: readonly StockDifference[],
  since: number,
): Promise<Map<number, Decimal[]>> {
  if (rows.length === 0) return new Map();
  const ids = rows.map((row) => row.productId);
  return countedAfter(odoo, since, ids, place);
}

function sum(amounts: readonly Decimal[]): Decimal {
  return amounts.reduce((all, one) => all.plus(one), new Decimal(0));
}

function rest(wanted: string, done: Decimal | undefined): Decimal {
  return new Decimal(wanted).minus(done ?? 0);
}

/** How much of a difference Odoo has. */
export function appliedOf({ productId }: StockDifference, { moved, untraced }: Done): string {
  return (moved.get(productId) ?? new Decimal(0)).plus(untraced.get(productId) ?? 0).toFixed();
}

function outcome(
  row: StockDifference,
  { moved, untraced }: Done,
  failed: ReadonlyMap<number, StockError | OdooError>,
): StockOutcome {
  const applied = appliedOf(row, { moved, untraced });
  const error = failed.get(row.productId);
  if (error) return { applied, error };
  if (rest(row.difference, new Decimal(applied)).isZero()) return { applied, error: null };
  return { applied, error: new StockError('stock_not_applied', { productId: row.productId }) };
}

/** What is to be written of the open differences; those that cannot be are noted as failed. */
async function planned(
  odoo: OdooSession,
  open: readonly StockDifference[],
  done: Done,
  quants: ReadonlyMap<number, Quant[]>,
  place: StockPlace,
  failed: Map<number, StockError | OdooError>,
): Promise<Count[][]> {
  const plans = open.flatMap((row): PlannedCounts[] => {
    const { productId } = row;
    try {
      const difference = rest(row.difference, new Decimal(appliedOf(row, done)));
      const found = quants.get(productId) ?? [];
      return [
        { productId, difference, counts: planCounts(productId, difference, found, place.stockLocationId) },
      ];
    } catch (error) {
      if (!(error instanceof StockError)) throw error;
      failed.set(productId, error);
      return [];
    }
  });
  const fine = await tooFine(odoo, plans);
  for (const [productId, error] of fine) failed.set(productId, error);
  return plans.filter(({ productId }) => !fine.has(productId)).map(({ counts }) => [...counts]);
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
