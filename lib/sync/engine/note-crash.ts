import { and, eq, sql } from 'drizzle-orm';
import { anyOf } from '@/db/any-of';
import type { Database } from '@/db/client';
import { integrations } from '@/db/schema/integrations';
import { runs } from '@/db/schema/runs';
import { type Ctx, inTransaction } from '@/lib/context';
import { setConnection } from './end-run';
import { finishRun } from './finish-run';

/** The death of so many processes that had nothing but this run is no accident: it is what they died of. */
const CRASHES = 2;

/**
 * A process died of its own: out of memory, or aborted (one that was killed from outside is not told here; its silence
 * says enough). Its runs are handed on at once, each to a process of its own from now on, so that what kills it kills
 * no other. The death counts against a run that was alone in the process; of several nobody knows which it was. One
 * with two such deaths is parked: it would take every worker with it, for all integrations. A person starts it again.
 * @param worker what the names of its claims begin with
 */
export async function noteCrash(ctx: Ctx, worker: string): Promise<{ handedOn: string[]; parked: string[] }> {
  return inTransaction(ctx, async (inner) => {
    const held = and(eq(runs.status, 'running'), sql`starts_with(${runs.workerId}, ${`${worker}/`})`);
    const alone = sql<number>`(select count(*) = 1 from ${runs} where ${held})::int`;
    const hit = await inner.db
      .update(runs)
      .set({ crashes: sql`${runs.crashes} + ${alone}`, isolated: true, heartbeatAt: sql`to_timestamp(0)` })
      .where(held)
      .returning();
    const parked = hit.filter(({ crashes }) => crashes >= CRASHES);
    const others = hit.filter(({ crashes }) => crashes < CRASHES);
    for (const run of parked) {
      const params = { crashes: run.crashes };
      const code = 'run_kills_workers';
      await finishRun(inner, run, {
        status: 'failed',
        error: { class: 'internal', code, message: code, params },
      });
      const [integration] = await inner.db
        .select()
        .from(integrations)
        .where(eq(integrations.id, run.integrationId));
      if (integration) await setConnection(inner, integration, { state: 'halted', code, params });
      ctx.logger.error({ run: run.id, integration: run.integrationId, ...params }, 'run parked');
    }
    const ids = others.map(({ id }) => id);
    if (ids.length > 0) {
      await inner.db.update(runs).set({ workerId: null }).where(anyOf(runs.id, ids));
      for (const id of ids) await inner.queue.send(inner.db, 'sync.run', { run_id: id }, { key: id });
    }
    return { handedOn: ids, parked: parked.map(({ id }) => id) };
  });
}

/** Whether the run is to be carried out in a process of its own. */
export async function isIsolated(db: Database, runId: string): Promise<boolean> {
  const [run] = await db.select({ isolated: runs.isolated }).from(runs).where(eq(runs.id, runId));
  return run?.isolated ?? false;
}
