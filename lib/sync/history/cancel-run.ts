import { and, eq, sql } from 'drizzle-orm';
import { runs } from '@/db/schema/runs';
import { recordAudit } from '@/lib/auth/audit';
import { type Ctx, inTransaction, requireAdmin } from '@/lib/context';
import { AppError } from '@/lib/errors';

/**
 * Cancels a run: at once while it is queued, at its next batch while it runs. What it did until then stays, whole
 * batches, and is in its history. @throws AppError not_found, run_ended
 */
export async function cancelRun(ctx: Ctx, id: string): Promise<void> {
  requireAdmin(ctx);
  await inTransaction(ctx, async (inner) => {
    const [run] = await inner.db
      .select({ status: runs.status, integrationId: runs.integrationId })
      .from(runs)
      .where(eq(runs.id, id))
      .for('update');
    if (!run) throw new AppError('not_found');
    if (run.status !== 'queued' && run.status !== 'running') throw new AppError('run_ended');
    await inner.db
      .update(runs)
      .set(
        run.status === 'queued'
          ? { status: 'cancelled', cancelRequestedAt: sql`now()`, finishedAt: sql`now()` }
          : { cancelRequestedAt: sql`now()` },
      )
      .where(and(eq(runs.id, id)));
    await recordAudit(inner, {
      action: 'run.cancel',
      subject: { kind: 'run', id },
      details: { integration: run.integrationId },
    });
  });
}
