import Decimal from 'decimal.js';
import { and, eq } from 'drizzle-orm';
import { v7 } from 'uuid';
import { stockLinks } from '@/db/schema/links';
import { OdooError } from '@/lib/odoo/errors';
import { newestMove } from '@/lib/odoo/intentions/moves';
import {
  appliedOf,
  appliedSince,
  applyStockDifferences,
  type StockNote,
} from '@/lib/odoo/intentions/set-stock';
import { StockError } from '@/lib/odoo/stock-error';
import { inEngineTransaction } from '../../engine/engine-transaction';
import type { RunContext } from '../kind';
import type { StockPair } from './pairs';

/**
 * How long a change whose answer was lost may still be under way in Odoo: its default limit is 120 s of real time, and
 * it goes on after the client has left (FACTS.md C §5). Until then it is only looked for, never sent again.
 */
const UNDER_WAY_MS = 120_000;

/** Of a note from before it was kept what had moved: no count is taken for ours. */
const NEVER = 2 ** 31 - 1;

/** What Odoo did of a change, and why not all of it. */
export interface Sent {
  readonly applied: Decimal;
  readonly error: StockError | OdooError | null;
  /** The conversation broke off, so nobody knows: the note stays until Odoo's moves tell. */
  readonly open: boolean;
}

export type Pending = NonNullable<NonNullable<StockPair['link']>['pending']>;

/**
 * Notes, before the first call, what is about to be sent. `expected` is the count here at that moment: once the whole
 * difference is in Odoo, that is what both sides agree on, whatever else changed over there meanwhile.
 */
export async function notePending(
  run: RunContext,
  rows: readonly { pair: StockPair; difference: Decimal }[],
): Promise<StockNote> {
  const reference = `PM-${v7()}`;
  const since = await newestMove(run.odoo);
  await inEngineTransaction(run, async (tx) => {
    for (const { pair, difference } of rows) {
      const pending: Pending = {
        reference,
        difference: difference.toFixed(),
        expected: new Decimal(pair.level?.quantity ?? 0).toFixed(),
        sent_at: run.ctx.now().toISOString(),
        since,
      };
      const ids = idsOf(run, pair);
      await tx
        .insert(stockLinks)
        .values({ ...ids, pending })
        .onConflictDoUpdate({
          target: [stockLinks.integrationId, stockLinks.productId, stockLinks.warehouseId],
          set: { pending },
        });
    }
  });
  return { reference, since, again: false };
}

export function idsOf(run: RunContext, pair: StockPair) {
  return {
    integrationId: run.integration.id,
    productId: pair.productId,
    warehouseId: pair.warehouse.localId,
    odooProductId: pair.odooProductId,
    odooWarehouseId: pair.warehouse.remote.id,
  };
}

/** Sends what was noted; an answer that never came is told as an error of every row. */
export async function sendNoted(
  run: RunContext,
  note: StockNote,
  rows: readonly { pair: StockPair; difference: Decimal }[],
): Promise<Map<StockPair, Sent>> {
  const [first] = rows;
  if (!first) return new Map();
  try {
    const outcomes = await applyStockDifferences(
      run.odoo,
      first.pair.warehouse.remote,
      note,
      rows.map(asDifference),
    );
    return new Map(
      rows.map(({ pair }) => {
        const outcome = outcomes.get(pair.odooProductId);
        return [
          pair,
          { applied: new Decimal(outcome?.applied ?? 0), error: outcome?.error ?? null, open: false },
        ];
      }),
    );
  } catch (error) {
    if (!(error instanceof OdooError) || error.code === 'access_denied') throw error;
    return new Map(rows.map(({ pair }) => [pair, { applied: new Decimal(0), error, open: true }]));
  }
}

/**
 * Brings changes of an earlier run to their end before anything is compared: found in Odoo's moves by their reference
 * they are done; otherwise, once they cannot be under way any more, the rest is sent under the same reference.
 * @returns the pairs as they are now, and those that have to wait
 */
export async function settlePending(
  run: RunContext,
  pairs: readonly StockPair[],
): Promise<{ ready: StockPair[]; waiting: Map<StockPair, StockError | OdooError> }> {
  const waiting = new Map<StockPair, StockError | OdooError>();
  const settled = new Map<StockPair, StockPair>();
  const noted = pairs.flatMap((pair) => (pair.link?.pending ? [{ pair, pending: pair.link.pending }] : []));
  const groups = Map.groupBy(noted, ({ pair, pending }) => `${pending.reference} ${pair.warehouse.localId}`);
  for (const group of groups.values()) {
    for (const [pair, sent] of await lookAgain(run, group)) {
      if (sent.open && sent.error) waiting.set(pair, sent.error);
      else settled.set(pair, await close(run, pair, sent));
    }
  }
  return {
    ready: pairs.filter((pair) => !waiting.has(pair)).map((pair) => settled.get(pair) ?? pair),
    waiting,
  };
}

function asDifference({ pair, difference }: { pair: StockPair; difference: Decimal }) {
  return { productId: pair.odooProductId, difference: difference.toFixed() };
}

async function lookAgain(
  run: RunContext,
  group: readonly { pair: StockPair; pending: Pending }[],
): Promise<Map<StockPair, Sent>> {
  const [first] = group;
  if (!first) return new Map();
  const { reference, sent_at, since = NEVER } = first.pending;
  const note = { reference, since, again: true };
  const rows = group.map(({ pair, pending }) => ({ pair, difference: new Decimal(pending.difference) }));
  const over = run.ctx.now().getTime() - Date.parse(sent_at) >= UNDER_WAY_MS;
  if (over && run.mayWriteOdoo) return sendNoted(run, note, rows);
  const done = await appliedSince(run.odoo, first.pair.warehouse.remote, note, rows.map(asDifference));
  return new Map(
    rows.map((row) => {
      const applied = new Decimal(appliedOf(asDifference(row), done));
      const open = !over && !applied.eq(row.difference);
      return [
        row.pair,
        { applied, error: open ? new StockError('stock_answer_pending', { reference }) : null, open },
      ];
    }),
  );
}

/** The base after a noted change came to its end: the count here then, less what did not arrive. */
async function close(run: RunContext, pair: StockPair, sent: Sent): Promise<StockPair> {
  const pending = pair.link?.pending;
  if (!pair.link || !pending) return pair;
  const missing = new Decimal(pending.difference).minus(sent.applied);
  const untouched = sent.applied.isZero() && !missing.isZero();
  const baseQuantity = untouched
    ? pair.link.baseQuantity
    : new Decimal(pending.expected).minus(missing).toFixed();
  const link = { ...pair.link, baseQuantity, pending: null };
  if (run.run.dryRun) return { ...pair, link };
  await inEngineTransaction(run, (tx) =>
    tx
      .update(stockLinks)
      .set({ baseQuantity, pending: null })
      .where(
        and(
          eq(stockLinks.integrationId, run.integration.id),
          eq(stockLinks.productId, pair.productId),
          eq(stockLinks.warehouseId, pair.warehouse.localId),
        ),
      ),
  );
  return { ...pair, link };
}
