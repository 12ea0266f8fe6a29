import type { RunEstimate } from '@/db/schema/runs';
import type { RunContext } from '../kinds/kind';

/** Products sent together, and the calls that such a batch takes: made, written, read back. */
const SENT_AT_ONCE = 1_000;
const CALLS_OF_A_BATCH = 20;
/** Of the calls that make Odoo's acquaintance, what the run is spared where the preview's worker has it too. */
const LEARNT = 8;

/**
 * What the run that a preview was about will take. The preview has made the same calls, but for the pictures that come
 * and for what goes to Odoo.
 */
export function estimateRun({ ctx, odoo, run, counts, unmade }: RunContext): RunEstimate {
  const made = odoo.calls.count;
  const { created_in_odoo = 0, updated_in_odoo = 0 } = counts.product ?? {};
  const batches = Math.ceil((created_in_odoo + updated_in_odoo) / SENT_AT_ONCE);
  const calls = Math.max(made - LEARNT, 1) + unmade.calls + batches * CALLS_OF_A_BATCH;
  const took = run.startedAt ? (ctx.now().getTime() - run.startedAt.getTime()) / 1_000 : 0;
  return { calls, seconds: secondsOf(calls, took / Math.max(1, made), odoo.settings.maxCallsPerSecond) };
}

/** At a bounded rate the calls are what takes time; else each takes what it took in the preview. */
export function secondsOf(calls: number, each: number, perSecond = Number.POSITIVE_INFINITY): number {
  return Math.ceil(calls * Math.max(each, 1 / perSecond));
}
