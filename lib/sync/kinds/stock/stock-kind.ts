import type Decimal from 'decimal.js';
import type { OdooError } from '@/lib/odoo/errors';
import { type ThresholdRow, writeThresholds } from '@/lib/odoo/intentions/orderpoints';
import { chunks } from '@/lib/odoo/rows';
import type { StockError } from '@/lib/odoo/stock-error';
import { inEngineTransaction } from '../../engine/engine-transaction';
import { type FoundConflict, noteConflicts } from '../../engine/note-conflicts';
import type { RunContext, SyncKind } from '../kind';
import type { UnreadableValue } from '../unreadable-value';
import { candidates } from './candidates';
import { compareStock, unreadableStock } from './compare-stock';
import { foreseeStock } from './foresee-stock';
import { type LinkedWarehouse, linkedWarehouses, loadPairs, type StockPair } from './pairs';
import { notePending, type Sent, sendNoted, settlePending } from './pending';
import { planStock } from './plan';
import { type Carried, clearOutbox, closeDecisions, reported, saveStock, subjectOf } from './save-stock';
import type { StockPlan } from './stock-plan';

/** Products looked at together: one call for the counts and one for the rules, whatever their number. */
const BATCH = 4_000;
/** Counts sent in one call: adjusting products with thousands of moves is slow in Odoo (odoo/odoo#284474). */
const SEND = 50;

/**
 * Stock of the selected warehouses, both ways. It runs in the push phase, after products were created in Odoo, because
 * merging by difference needs both sides at one moment: what one side gained since they last agreed goes to the other.
 */
export const stockKind: SyncKind = {
  name: 'stock',
  selected: (integration) => integration.syncConfig.fields.stock.length > 0,
  phases: { push: syncStock },
};

async function syncStock(run: RunContext): Promise<void> {
  if (run.run.dryRun && !run.checks) await foreseeStock(run);
  const warehouses = await linkedWarehouses(run);
  if (warehouses.length === 0) return;
  const { productIds, settled } = await candidates(run, warehouses);
  let done = 0;
  for (const batch of chunks(productIds, BATCH)) {
    await syncBatch(run, batch, warehouses);
    done += batch.length;
    run.checkpoint.pass('stock', batch.at(-1) ?? '');
    await run.progress(done, productIds.length);
  }
  if (!run.run.dryRun) await settled();
}

async function syncBatch(
  run: RunContext,
  productIds: readonly string[],
  warehouses: readonly LinkedWarehouse[],
): Promise<void> {
  const loaded = await loadPairs(run, productIds, warehouses);
  const { ready, waiting } = await settlePending(run, loaded.pairs);
  const { plans, unreadable } = await planStock(run, ready);
  await noteConflicts(run, plans.flatMap(conflictsOf));
  const sent = run.mayWriteOdoo ? await sendDifferences(run, plans) : new Map<StockPlan, Sent>();
  const thresholds = run.mayWriteOdoo
    ? await sendThresholds(run, plans)
    : new Map<StockPlan, Carried['threshold']>();
  const report = run.report();
  if (run.checks) {
    for (const pair of unreadable.keys()) report.compared(subjectOf(pair), unreadableStock(pair));
  } else {
    reportFailed(waiting, report);
    reportFailed(unreadable, report);
  }
  // What a person decided stands while an answer of Odoo's is awaited, or a part of the goods is out of sight.
  const shownInPart = plans.filter(({ partlyHidden }) => partlyHidden).map(({ pair }) => pair);
  const awaited = new Set([...waiting.keys(), ...shownInPart].map((pair) => pair.productId));
  const planned = productIds.filter((id) => !awaited.has(id));
  const present = new Set(loaded.pairs.map((pair) => pair.productId));
  // Gone, or no longer tied: whatever was wrong with its stock is nobody's concern now.
  for (const localId of productIds.filter((id) => !present.has(id))) {
    report.success({ kind: 'stock', localId, odooModel: null, odooId: null, label: '' });
  }
  const save = async (tx: Parameters<typeof saveStock>[1]) => {
    if (run.checks) {
      for (const plan of plans) report.compared(subjectOf(plan.pair), compareStock(plan));
    } else {
      const carried = plans.map((plan) => ({
        plan,
        carried: { sent: sent.get(plan) ?? null, threshold: thresholds.get(plan) ?? null },
      }));
      await saveStock(run, tx, carried, report);
    }
    await report.save(tx);
    if (run.run.dryRun) return;
    await clearOutbox(run, tx, productIds, loaded.outbox);
    await closeDecisions(run, tx, planned);
  };
  await (run.run.dryRun ? run.ctx.db.transaction(save) : inEngineTransaction(run, save));
}

function conflictsOf({ pair, merged, conflicts }: StockPlan): FoundConflict[] {
  return conflicts.map((conflict) => ({
    subject: subjectOf(pair),
    conflict,
    toOdoo: merged.toOdoo,
  }));
}

function reportFailed(
  failed: ReadonlyMap<StockPair, StockError | OdooError | UnreadableValue>,
  report: ReturnType<RunContext['report']>,
): void {
  for (const [pair, error] of failed) {
    report.count('stock', 'failed');
    report.error(subjectOf(pair), reported(error));
  }
}

async function sendDifferences(run: RunContext, plans: readonly StockPlan[]): Promise<Map<StockPlan, Sent>> {
  const sent = new Map<StockPlan, Sent>();
  const due = plans.flatMap((plan) => (plan.forOdoo ? [{ plan, difference: plan.forOdoo }] : []));
  const byPlace = Map.groupBy(due, ({ plan }) => plan.pair.warehouse.localId);
  for (const rows of byPlace.values()) {
    for (const chunk of chunks(rows, SEND)) {
      for (const [plan, outcome] of await sendChunk(run, chunk)) sent.set(plan, outcome);
    }
  }
  return sent;
}

async function sendChunk(
  run: RunContext,
  chunk: readonly { plan: StockPlan; difference: Decimal }[],
): Promise<[StockPlan, Sent][]> {
  const rows = chunk.map(({ plan, difference }) => ({ pair: plan.pair, difference }));
  const note = await notePending(run, rows);
  const outcomes = await sendNoted(run, note, rows);
  return chunk.flatMap(({ plan }) => {
    const outcome = outcomes.get(plan.pair);
    return outcome ? [[plan, outcome] as [StockPlan, Sent]] : [];
  });
}

async function sendThresholds(
  run: RunContext,
  plans: readonly StockPlan[],
): Promise<Map<StockPlan, Carried['threshold']>> {
  const due = plans.filter((plan) => plan.merged.toOdoo.alert_threshold !== undefined);
  const results = await writeThresholds(
    run.odoo,
    due.map((plan): ThresholdRow => {
      const minimum = plan.merged.toOdoo.alert_threshold;
      return {
        productId: plan.pair.odooProductId,
        place: plan.pair.warehouse.remote,
        minimum: typeof minimum === 'string' ? minimum : null,
        known: plan.rule,
      };
    }),
  );
  return new Map(due.map((plan, index) => [plan, results[index] ?? null]));
}
