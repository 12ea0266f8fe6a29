import { sql } from 'drizzle-orm';
import type { Db } from '@/db/client';
import type { RunContext } from '../kinds/kind';
import { beat, callsOf } from './heartbeat';

/**
 * Asked right before values go to Odoo. A worker that others thought dead may wake with a plan of the past and newer
 * bases: what it would send then undoes what was typed meanwhile.
 * @throws RunStopped when the run is not this worker's any more
 */
export async function ensureOurs({ ctx, run }: RunContext): Promise<void> {
  await beat(ctx.db, run);
}

/**
 * The one local transaction of a batch. Its writes are marked as the engine's, so that they do not come back as work
 * for this integration (the outbox triggers look at `pm.origin`); they are local edits for the others. It commits only
 * while the run is still this worker's. Never call Odoo inside.
 */
export function inEngineTransaction<T>(run: RunContext, work: (tx: Db) => Promise<T>): Promise<T> {
  return run.ctx.db.transaction(async (tx) => {
    await tx.execute(sql`select set_config('pm.origin', ${run.integration.id}, true)`);
    const result = await work(tx);
    await beat(tx, run.run, { counts: run.counts, ...callsOf(run.odoo) });
    return result;
  });
}
