import { and, ne } from 'drizzle-orm';
import { anyOf } from '@/db/any-of';
import { syncErrors } from '@/db/schema/inbox';
import { recordAudit } from '@/lib/auth/audit';
import { type Ctx, inTransaction, requireAdmin } from '@/lib/context';
import { AppError } from '@/lib/errors';
import { requestRun } from './request-run';

/**
 * Makes errors due now and starts a run for each integration concerned. An ignored error is open again.
 * @param ids errors, of any integrations; resolved ones among them stay as they are
 * @throws AppError not_found when none of them is open or ignored
 */
export async function retryErrors(ctx: Ctx, ids: readonly string[]): Promise<{ retried: number }> {
  requireAdmin(ctx);
  return inTransaction(ctx, async (inner) => {
    const due = await inner.db
      .update(syncErrors)
      .set({ status: 'open', nextRetryAt: inner.now() })
      .where(and(anyOf(syncErrors.id, [...ids]), ne(syncErrors.status, 'resolved')))
      .returning({ id: syncErrors.id, integrationId: syncErrors.integrationId });
    if (due.length === 0) throw new AppError('not_found');
    for (const integrationId of new Set(due.map((error) => error.integrationId))) {
      await requestRun(inner, { integrationId, trigger: 'manual' });
    }
    await recordAudit(inner, {
      action: 'errors.retried',
      subject: { kind: 'errors' },
      details: { ids: due.map(({ id }) => id) },
    });
    return { retried: due.length };
  });
}
