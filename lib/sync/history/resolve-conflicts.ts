import { and, eq, inArray } from 'drizzle-orm';
import { conflicts } from '@/db/schema/sync';
import { recordAudit } from '@/lib/auth/audit';
import { type Ctx, inTransaction, requireAdmin } from '@/lib/context';
import { AppError } from '@/lib/errors';
import { requestRun } from './request-run';

export interface Resolution {
  readonly ids: readonly string[];
  readonly choice: 'odoo' | 'products_manager' | 'value';
  /** The typed value, in the field's canonical form; with choice `value` only. */
  readonly value?: unknown;
}

/**
 * Settles open conflicts as a person decided. The decision is kept beside the two values the person saw; the run asked
 * for here carries it out if both sides still hold them, and else reports the conflict anew.
 * @throws AppError not_found when none of them is open; invalid_request for `value` without a value
 */
export async function resolveConflicts(ctx: Ctx, resolution: Resolution): Promise<{ settled: number }> {
  requireAdmin(ctx);
  if (resolution.choice === 'value' && resolution.value === undefined) {
    throw new AppError('invalid_request', {}, { fields: [{ path: 'value', message: 'required' }] });
  }
  return inTransaction(ctx, async (inner) => {
    const settled = await inner.db
      .update(conflicts)
      .set({
        status: 'settled',
        choice: resolution.choice,
        chosenValue: resolution.choice === 'value' ? resolution.value : null,
        settledBy: inner.actor.name,
        settledAt: inner.now(),
        appliedAt: null,
      })
      .where(and(inArray(conflicts.id, [...resolution.ids]), eq(conflicts.status, 'open')))
      .returning({ id: conflicts.id, integrationId: conflicts.integrationId });
    if (settled.length === 0) throw new AppError('not_found');
    for (const { id } of settled) {
      await recordAudit(inner, {
        action: 'conflict.settled',
        subject: { kind: 'conflict', id },
        details: { choice: resolution.choice },
      });
    }
    for (const integrationId of new Set(settled.map((conflict) => conflict.integrationId))) {
      await requestRun(inner, { integrationId, trigger: 'manual' });
    }
    return { settled: settled.length };
  });
}
