import { and, desc, eq, isNull } from 'drizzle-orm';
import { z } from 'zod';
import type { Db } from '@/db/client';
import { runChanges } from '@/db/schema/sync';
import { apply, diff, type FieldChanges, inverse } from '../../core/diff';
import { currentValues, keyOf, type RecordRef } from './current-values';
import { isEdit, type UndoObstacle, type UndoStep } from './undo-step';

const recorded = z.record(z.string(), z.object({ before: z.json(), after: z.json() }));

/**
 * What undoing a run would do: the inverse of its changes, the last one first, without fields changed since. Changes
 * that have no way back are listed with the reason, so that nobody is surprised.
 */
export async function planUndo(db: Db, runId: string): Promise<{ steps: UndoStep[]; skipped: UndoStep[] }> {
  const changes = await db
    .select()
    .from(runChanges)
    .where(and(eq(runChanges.runId, runId), isNull(runChanges.undoneBy)))
    .orderBy(desc(runChanges.id));
  const refs = changes.flatMap(({ kind, localId }): RecordRef[] =>
    isEdit(kind) && localId !== null ? [{ kind, localId }] : [],
  );
  const now = await currentValues(db, refs);
  const steps: UndoStep[] = [];
  const skipped: UndoStep[] = [];
  for (const change of changes) {
    const { id: changeId, kind, localId, label, side, action } = change;
    const fields = recorded.parse(change.fields);
    const skip = (reason: UndoObstacle, of: FieldChanges = fields) =>
      skipped.push({ changeId, kind, localId, label, action: 'update', fields: swapped(of), reason });
    if (action === 'link' || action === 'unlink') continue;
    if (!isEdit(kind)) {
      skip('not_an_edit');
      continue;
    }
    const key = localId === null ? '' : keyOf({ kind, localId });
    const current = now.get(key);
    if (localId === null || current === undefined) {
      skip('gone');
      continue;
    }
    if (action === 'create') {
      if (side === 'odoo') skip('created_in_odoo');
      else if (inverse(onlyShared(fields, current), current).skipped.length > 0) skip('changed_since');
      else if (current.active !== false) {
        steps.push({
          changeId,
          kind,
          localId,
          label,
          action: 'delete',
          fields: { active: { before: true, after: false } },
          untied: true,
        });
        now.set(key, apply(current, { active: false }));
      }
      continue;
    }
    const way =
      action === 'delete' || action === 'archive'
        ? withLife(fields, false)
        : action === 'restore'
          ? withLife(fields, true)
          : fields;
    const { back, skipped: changed } = inverse(way, current);
    if (changed.length > 0) skip('changed_since', only(way, changed));
    if (Object.keys(back).length === 0) continue;
    const life = back.active === undefined ? 'update' : back.active === true ? 'restore' : 'delete';
    steps.push({ changeId, kind, localId, label, action: life, fields: diff(current, back) });
    now.set(key, apply(current, back));
  }
  return { steps, skipped };
}

/** A change of life is sometimes told by the action alone. */
function withLife(fields: FieldChanges, alive: boolean): FieldChanges {
  return { active: { before: !alive, after: alive }, ...fields };
}

/** Fields that a record here can say; what was recorded as empty counts as not said. */
function onlyShared(fields: FieldChanges, current: Readonly<Record<string, unknown>>): FieldChanges {
  return Object.fromEntries(Object.entries(fields).filter(([field]) => current[field] !== undefined));
}

function only(fields: FieldChanges, names: readonly string[]): FieldChanges {
  return Object.fromEntries(Object.entries(fields).filter(([field]) => names.includes(field)));
}

function swapped(fields: FieldChanges): FieldChanges {
  return Object.fromEntries(
    Object.entries(fields).map(([field, { before, after }]) => [field, { before: after, after: before }]),
  );
}
