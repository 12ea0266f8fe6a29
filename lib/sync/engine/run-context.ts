import type { Cache } from '@/lib/cache/cache';
import type { Ctx } from '@/lib/context';
import { odooInstant } from '@/lib/odoo/dialect/instant';
import type { OdooSession } from '@/lib/odoo/session';
import type { ObjectStore } from '@/lib/storage/store';
import { createBatchReport } from '../history/create-batch-report';
import type { Integration, Run, RunContext } from '../kinds/kind';
import { createFeed } from './change-feed';
import { openCheckpoint } from './checkpoint';
import { compareFrame } from './frame';
import { beat, callsOf } from './heartbeat';
import { readReference } from './read-reference';
import { referenceCache } from './reference-cache';
import { RunStopped } from './run-stopped';

interface Parts {
  readonly ctx: Ctx;
  readonly integration: Integration;
  readonly run: Run;
  readonly odoo: OdooSession;
  readonly store: ObjectStore;
  readonly cache?: Cache | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Records read at once: large enough that a call's fixed cost is small, small enough to keep in memory. */
const BATCH = 500;

/**
 * Takes the first look at Odoo (a constant number of calls) and ties everything a run needs together.
 * @throws SessionOutdated
 */
export async function createRunContext({
  ctx,
  integration,
  run,
  odoo,
  store,
  cache,
  signal,
}: Parts): Promise<RunContext> {
  const { direction, incremental } = integration.syncConfig;
  const full = run.mode === 'full' || !incremental;
  const remembered = referenceCache({ odoo, integration, cache, full });
  const { reference, probe } = await readReference({ ctx, integration, run, odoo, full, cache: remembered });
  const frame = compareFrame(integration.frame.settings, reference);
  const { counts, comparison } = run;
  const checkpoint = openCheckpoint(run, full, odooInstant(odoo.serverTime()));
  const editors = new Map<string, string>();
  let phase = run.progress.phase;
  return {
    ctx,
    integration,
    run,
    odoo,
    store,
    counts,
    comparison,
    checks: run.purpose === 'check',
    reference,
    probe,
    frame,
    notices: [...frame.notices],
    report: () =>
      createBatchReport({
        runId: run.id,
        integrationId: integration.id,
        counts,
        comparison,
        preview: run.dryRun,
        editors,
      }),
    feed: createFeed({
      db: ctx.db,
      odoo,
      integrationId: integration.id,
      full,
      probe,
      position: checkpoint.position,
    }),
    checkpoint,
    foreseen: new Set(),
    editors,
    newcomers: [],
    unmade: { calls: 0 },
    batchSize: BATCH,
    mayWriteOdoo: direction !== 'import' && !run.dryRun,
    mayWriteHere: direction !== 'export' && !run.dryRun,
    phase(name, kind) {
      phase = `${name}.${kind}`;
    },
    async progress(done, total = null) {
      if (signal?.aborted) throw new RunStopped('worker_stops');
      const state = { counts, comparison, ...callsOf(odoo), checkpoint: checkpoint.state };
      await beat(ctx.db, run, { progress: { phase, done, total }, ...state });
    },
  };
}
