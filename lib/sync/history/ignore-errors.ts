import { and, eq } from 'drizzle-orm';
import { anyOf } from '@/db/any-of';
import { syncErrors } from '@/db/schema/inbox';
import { type Ctx, requireAdmin } from '@/lib/context';
import { AppError } from '@/lib/errors';

/**
 * Puts errors aside: they are not tried again by themselves, until the record changes or a person retries them.
 * @throws AppError not_found when none of them is open
 */
export async function ignoreErrors(ctx: Ctx, ids: readonly string[]): Promise<{ ignored: number }> {
  requireAdmin(ctx);
  const ignored = await ctx.db
    .update(syncErrors)
    .set({ status: 'ignored', nextRetryAt: null })
    .where(and(anyOf(syncErrors.id, [...ids]), eq(syncErrors.status, 'open')))
    .returning({ id: syncErrors.id });
  if (ignored.length === 0) throw new AppError('not_found');
  return { ignored: ignored.length };
}
