import { and, eq, sql } from 'drizzle-orm';
import { runs } from '@/db/schema/runs';
import { type Ctx, inTransaction } from '@/lib/context';
import type { Run } from './claim-run';

/**
 * A worker that was asked to stop gives its run back: it counts as abandoned from now on, and its job is queued again,
 * so that another worker goes on behind the last committed batch at once. Does nothing when another has it already.
 */
export async function handBack(ctx: Ctx, run: Pick<Run, 'id' | 'workerId'>): Promise<void> {
  await inTransaction(ctx, async (inner) => {
    const [mine] = await inner.db
      .update(runs)
      .set({ workerId: null, heartbeatAt: sql`to_timestamp(0)` })
      .where(and(eq(runs.id, run.id), eq(runs.workerId, run.workerId ?? ''), eq(runs.status, 'running')))
      .returning({ id: runs.id });
    if (mine) await inner.queue.send(inner.db, 'sync.run', { run_id: run.id }, { key: run.id });
  });
}
