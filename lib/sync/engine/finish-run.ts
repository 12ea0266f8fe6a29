import { and, asc, eq, sql } from 'drizzle-orm';
import { runLog } from '@/db/schema/run-log';
import { runs } from '@/db/schema/runs';
import { type Ctx, inTransaction } from '@/lib/context';
import type { Run } from './claim-run';

export type RunEnd = Pick<Run, 'status'> &
  Partial<Pick<Run, 'error' | 'counts' | 'comparison' | 'notices' | 'estimate' | 'rpcCalls' | 'rpc'>>;

/** Ends a run and starts the one that waited behind it. Does nothing if another worker has taken the run over. */
export async function finishRun(
  ctx: Ctx,
  run: Pick<Run, 'id' | 'workerId' | 'integrationId'>,
  end: RunEnd,
): Promise<void> {
  await inTransaction(ctx, async (inner) => {
    const ended = await inner.db
      .update(runs)
      .set({ ...end, finishedAt: sql`now()`, heartbeatAt: sql`now()`, checkpoint: null })
      .where(and(eq(runs.id, run.id), eq(runs.workerId, run.workerId ?? ''), eq(runs.status, 'running')))
      .returning({ id: runs.id });
    if (ended.length === 0) return;
    await inner.db.insert(runLog).values({
      runId: run.id,
      at: new Date(),
      level: end.status === 'failed' ? 'error' : end.status === 'partial' ? 'warning' : 'info',
      event: 'ended',
      code: end.status,
      params: end.error ? { code: end.error.code, ...end.error.params } : {},
    });
    if (end.status === 'failed') {
      const facts = {
        run: run.id,
        integration: run.integrationId,
        class: end.error?.class,
        code: end.error?.code,
      };
      ctx.logger.warn(facts, 'run failed');
    }
    const [next] = await inner.db
      .select({ id: runs.id })
      .from(runs)
      .where(and(eq(runs.integrationId, run.integrationId), eq(runs.status, 'queued')))
      // An undo first: what a person takes back is not to be built upon.
      .orderBy(sql`${runs.undoOf} is null`, asc(runs.createdAt))
      .limit(1);
    if (next) await inner.queue.send(inner.db, 'sync.run', { run_id: next.id }, { key: next.id });
  });
}
