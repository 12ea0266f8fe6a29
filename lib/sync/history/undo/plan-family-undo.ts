import { z } from 'zod';
import type { Canonical } from '../../core/canonical';
import { apply, diff, type FieldChanges, inverse } from '../../core/diff';
import { keyOf } from './current-values';
import { isEdit, type RecordedChange, type UndoObstacle, type UndoPlan, type UndoStep } from './undo-step';

const recorded = z.record(z.string(), z.object({ before: z.json(), after: z.json() }));

/**
 * The way back for the changes of one family, the last first. What came here as a whole goes as a whole: a product takes
 * its variants and their stock along, or stays when any of them was edited since.
 *
 * @param now what each record holds here; steps are applied to it, so that an older change is judged behind them
 */
export function planFamilyUndo(changes: readonly RecordedChange[], now: Map<string, Canonical>): UndoPlan {
  const head = changes.find((change) => change.kind === 'product' && isArrival(change));
  if (head) return planArrival(head, changes, now);
  const plan: UndoPlan = { steps: [], skipped: [] };
  for (const change of changes) planChange(change, now, plan);
  return { ...plan, steps: ownPricesLast(plan.steps) };
}

/**
 * A product's price takes along the variants that cost what it does, so those that get a price of their own back get it
 * behind it. Who gets a combination back keeps its turn: another may wait for the one it leaves.
 */
function ownPricesLast(steps: readonly UndoStep[]): UndoStep[] {
  const last = steps.findLastIndex(({ kind, fields }) => kind === 'product' && fields.price !== undefined);
  const waits = ({ kind, action, fields }: UndoStep, at: number) =>
    at < last && kind === 'variant' && action === 'update' && fields.price && !fields.attributes;
  const behind = steps.filter(waits);
  return [
    ...steps.slice(0, last + 1).filter((step, at) => !waits(step, at)),
    ...behind,
    ...steps.slice(last + 1),
  ];
}

const isArrival = ({ side, action }: RecordedChange) => side === 'here' && action === 'create';

function planArrival(
  head: RecordedChange,
  changes: readonly RecordedChange[],
  now: Map<string, Canonical>,
): UndoPlan {
  const plan: UndoPlan = { steps: [], skipped: [] };
  const others = changes.filter((change) => !isArrival(change) && change.kind !== 'stock');
  for (const change of others) planChange(change, now, plan);
  const came = changes.filter(isArrival);
  const current = currentOf(head, now);
  if (!current) plan.skipped.push(skipped(head, 'gone'));
  else if (came.some((change) => isEdited(change, now))) plan.skipped.push(skipped(head, 'changed_since'));
  else if (current.active !== false) {
    const along = changes.filter((change) => !others.includes(change));
    plan.steps.push({ ...departure(head), changeIds: along.map((change) => change.id) });
  }
  return plan;
}

function planChange(change: RecordedChange, now: Map<string, Canonical>, plan: UndoPlan): void {
  const { kind, localId, side, action } = change;
  const fields = recorded.parse(change.fields);
  const skip = (reason: UndoObstacle, of: FieldChanges = fields) => {
    plan.skipped.push(skipped(change, reason, of));
  };
  if (!isEdit(kind)) {
    skip('not_an_edit');
    return;
  }
  const current = currentOf(change, now);
  if (localId === null || !current) {
    skip('gone');
    return;
  }
  const key = keyOf({ kind, localId });
  if (action === 'create') {
    if (side === 'odoo') skip('created_in_odoo');
    else if (isEdited(change, now)) skip('changed_since');
    else if (current.active !== false) {
      plan.steps.push(departure(change));
      now.set(key, apply(current, { active: false }));
    }
    return;
  }
  const way =
    action === 'delete' || action === 'archive'
      ? withLife(fields, false)
      : action === 'restore'
        ? withLife(fields, true)
        : fields;
  const { back, skipped: changed } = inverse(way, current);
  if (changed.length > 0) skip('changed_since', only(way, changed));
  if (Object.keys(back).length === 0) return;
  const life = back.active === undefined ? 'update' : back.active === true ? 'restore' : 'delete';
  plan.steps.push({ ...subjectOf(change), action: life, fields: diff(current, back) });
  now.set(key, apply(current, back));
}

const subjectOf = ({ id, kind, localId, label }: RecordedChange) => ({
  changeIds: [id],
  kind,
  localId,
  label,
});

/** What a run brought here goes here alone. */
function departure(change: RecordedChange): UndoStep {
  return {
    ...subjectOf(change),
    action: 'delete',
    fields: { active: { before: true, after: false } },
    untied: true,
  };
}

function skipped(
  change: RecordedChange,
  reason: UndoObstacle,
  fields: FieldChanges = recorded.parse(change.fields),
): UndoStep {
  return { ...subjectOf(change), action: 'update', fields: swapped(fields), reason };
}

function currentOf({ kind, localId }: RecordedChange, now: ReadonlyMap<string, Canonical>) {
  return isEdit(kind) && localId !== null ? now.get(keyOf({ kind, localId })) : undefined;
}

/** Whether a record is no longer what it came as. Fields that a record here cannot say do not count. */
function isEdited(change: RecordedChange, now: ReadonlyMap<string, Canonical>): boolean {
  const current = currentOf(change, now);
  if (!current) return false;
  const shared = Object.entries(recorded.parse(change.fields)).filter(
    ([field]) => current[field] !== undefined,
  );
  return inverse(Object.fromEntries(shared), current).skipped.length > 0;
}

/** A change of life is sometimes told by the action alone. */
function withLife(fields: FieldChanges, alive: boolean): FieldChanges {
  return { active: { before: !alive, after: alive }, ...fields };
}

function only(fields: FieldChanges, names: readonly string[]): FieldChanges {
  return Object.fromEntries(Object.entries(fields).filter(([field]) => names.includes(field)));
}

function swapped(fields: FieldChanges): FieldChanges {
  return Object.fromEntries(
    Object.entries(fields).map(([field, { before, after }]) => [field, { before: after, after: before }]),
  );
}
