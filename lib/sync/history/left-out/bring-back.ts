import { and, isNull } from 'drizzle-orm';
import { anyOf } from '@/db/any-of';
import { leftOut } from '@/db/schema/links';
import { recordAudit } from '@/lib/auth/audit';
import { restoreCategoryPath } from '@/lib/catalogue/categories/restore-category-path';
import { restoreProduct } from '@/lib/catalogue/products/restore-product';
import { type Ctx, inTransaction, requireAdmin } from '@/lib/context';
import { AppError } from '@/lib/errors';
import { requestRun } from '../request-run';

/**
 * Brings back what was left out: the same records here, tied again and brought up to date by the run asked for. All or
 * none. @throws AppError not_found when none of them is left out, integration_paused, those of a restore
 */
export async function bringBack(ctx: Ctx, ids: readonly string[]): Promise<{ brought_back: number }> {
  requireAdmin(ctx);
  return inTransaction(ctx, async (inner) => {
    const rows = await inner.db
      .update(leftOut)
      .set({ broughtBackAt: inner.now() })
      .where(and(anyOf(leftOut.id, [...ids]), isNull(leftOut.broughtBackAt)))
      .returning();
    if (rows.length === 0) throw new AppError('not_found');
    for (const { kind, localId, label } of rows) {
      if (kind === 'category') await restoreCategoryPath(inner, localId);
      else await restoreProduct(inner, localId);
      const subject = { kind, id: localId };
      await recordAudit(inner, { action: 'record.brought_back', subject, details: { subject: label } });
    }
    for (const integrationId of new Set(rows.map((row) => row.integrationId)))
      await requestRun(inner, { integrationId, trigger: 'manual' });
    return { brought_back: rows.length };
  });
}
