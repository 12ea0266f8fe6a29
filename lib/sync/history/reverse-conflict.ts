import { eq } from 'drizzle-orm';
import { z } from 'zod';
import { conflicts } from '@/db/schema/inbox';
import type { Ctx } from '@/lib/context';
import { AppError } from '@/lib/errors';
import { type Json, sameJson } from '../core/canonical';
import { applyStep } from './undo/apply-step';
import { currentValues, keyOf } from './undo/current-values';
import { isEdit } from './undo/undo-step';

/** What a person says about a conflict. */
export interface ConflictChoice {
  readonly choice: 'odoo' | 'products_manager' | 'value';
  /** The typed value, in the field's canonical form; with choice `value` only. */
  readonly value?: unknown;
}

type Conflict = typeof conflicts.$inferSelect;
const json: z.ZodType<Json> = z.json();

/**
 * Goes back on a conflict that was settled and carried out: the value now chosen becomes an ordinary edit here, which
 * the next run carries to Odoo. Only while the record still has what was chosen then.
 * @throws AppError conflict_changed_since (with today's value), conflict_not_reversible (goods; a record that is gone)
 */
export async function reverseConflict(
  ctx: Ctx,
  conflict: Conflict,
  { choice, value }: ConflictChoice,
): Promise<void> {
  const { id, kind, localId, field, label, integrationId } = conflict;
  if (!isEdit(kind) || localId === null || conflict.reason === 'several_candidates') {
    throw new AppError('conflict_not_reversible', { label });
  }
  const values = await currentValues(ctx.db, [{ kind, localId }]);
  const current = values.get(keyOf({ kind, localId }));
  const now = current?.[field];
  if (now === undefined) throw new AppError('conflict_not_reversible', { label });
  const taken = sideOf(conflict, conflict.choice, conflict.chosenValue);
  if (taken !== undefined && !sameJson(now, taken)) {
    throw new AppError('conflict_changed_since', { label, current: inWords(now) });
  }
  const wanted = sideOf(conflict, choice, value);
  if (wanted === undefined) throw new AppError('conflict_not_reversible', { label });
  if (!sameJson(now, wanted)) {
    const action = field !== 'active' ? 'update' : wanted === true ? 'restore' : 'delete';
    await applyStep(ctx, integrationId, {
      changeIds: [],
      kind,
      localId,
      label,
      action,
      fields: { [field]: { before: now, after: wanted } },
    });
  }
  await ctx.db
    .update(conflicts)
    .set({
      choice,
      chosenValue: choice === 'value' ? value : null,
      settledBy: ctx.actor.name,
      settledAt: ctx.now(),
      appliedAt: ctx.now(),
    })
    .where(eq(conflicts.id, id));
}

/** Undefined where nobody chose: both sides came to agree by themselves. */
function sideOf(
  { hereValue, odooValue }: Conflict,
  choice: Conflict['choice'],
  typed: unknown,
): Json | undefined {
  if (choice === null) return undefined;
  return json.parse((choice === 'odoo' ? odooValue : choice === 'value' ? typed : hereValue) ?? null);
}

const inWords = (value: Json) => (typeof value === 'string' ? value : JSON.stringify(value));
