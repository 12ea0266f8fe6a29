import { and, eq, isNull } from 'drizzle-orm';
import { anyOf } from '@/db/any-of';
import { categories } from '@/db/schema/catalogue';
import { conflicts } from '@/db/schema/inbox';
import { recordAudit } from '@/lib/auth/audit';
import { type Ctx, inTransaction, requireAdmin } from '@/lib/context';
import { AppError } from '@/lib/errors';
import { requestRun } from './request-run';
import { type ConflictChoice, reverseConflict } from './reverse-conflict';
import { readTypedValue } from './typed-value';

type Conflict = typeof conflicts.$inferSelect;

export interface Resolution extends ConflictChoice {
  readonly ids: readonly string[];
}

/**
 * Settles conflicts as a person decides. Open ones: the decision is kept beside the two values the person saw; the run
 * asked for here carries it out if both sides still hold them, and else reports the conflict anew. Settled ones, whoever
 * settled them, are gone back on (S10). All or none.
 * A typed value goes through the schema of its field, and is kept in its canonical form.
 * @throws AppError not_found for one that does not exist; invalid_request for a value that is missing or that the field
 *   does not take;   conflict_changed_since, conflict_not_reversible
 */
export async function resolveConflicts(ctx: Ctx, resolution: Resolution): Promise<{ settled: number }> {
  requireAdmin(ctx);
  const { ids, choice, value } = resolution;
  if (choice === 'value' && value === undefined) {
    throw new AppError('invalid_request', {}, { fields: [{ path: 'value', message: 'required' }] });
  }
  return inTransaction(ctx, async (inner) => {
    const found = await inner.db
      .select()
      .from(conflicts)
      .where(anyOf(conflicts.id, [...ids]))
      .for('update');
    if (found.length < new Set(ids).size) throw new AppError('not_found');
    for (const conflict of found) {
      const chosen =
        choice === 'value' ? { choice, value: await typedFor(inner, conflict, value) } : { choice };
      if (conflict.appliedAt === null) await decide(inner, conflict.id, chosen);
      else await reverseConflict(inner, conflict, chosen);
      const subject = { kind: 'conflict', id: conflict.id };
      await recordAudit(inner, { action: 'conflict.settled', subject, details: { choice } });
    }
    for (const integrationId of new Set(found.map((conflict) => conflict.integrationId))) {
      await requestRun(inner, { integrationId, trigger: 'manual' });
    }
    return { settled: found.length };
  });
}

async function typedFor(ctx: Ctx, conflict: Conflict, value: unknown): Promise<unknown> {
  const refuse = (message: string) =>
    new AppError('invalid_request', {}, { fields: [{ path: 'value', message }] });
  if (conflict.reason === 'several_candidates') {
    if (conflict.candidates?.some((one) => one.id === value)) return value;
    throw refuse('not_a_candidate');
  }
  const typed = readTypedValue(conflict.kind, conflict.field, value);
  if ('wrong' in typed) throw refuse(typed.wrong);
  const named = conflict.field === 'category' || conflict.field === 'parent';
  if (named && typeof typed.value === 'string') {
    const known = and(eq(categories.id, typed.value), isNull(categories.deletedAt));
    if ((await ctx.db.$count(categories, known)) === 0) throw refuse('unknown');
  }
  return typed.value;
}

/** Also changes a decision that no run has carried out yet. */
async function decide(ctx: Ctx, id: string, { choice, value }: ConflictChoice): Promise<void> {
  await ctx.db
    .update(conflicts)
    .set({
      status: 'settled',
      choice,
      chosenValue: choice === 'value' ? value : null,
      settledBy: ctx.actor.name,
      settledAt: ctx.now(),
      appliedAt: null,
    })
    .where(eq(conflicts.id, id));
}
