import type { Db } from '@/db/client';
import { currentValues, type RecordRef } from './current-values';
import { planFamilyUndo } from './plan-family-undo';
import { readFamilies } from './read-families';
import { isEdit, type UndoPlan } from './undo-step';

/** Families looked at together: enough to be quick, few enough to be small. */
const FAMILIES = 200;

/**
 * What undoing a run would do, in parts, the last change first: the inverse of its changes, without fields changed
 * since. Changes that have no way back are listed with the reason, so that nobody is surprised. A part is planned when
 * it is asked for, so that what came before it may have been carried out. Each part looks at all that the run changed: who
 * carries nothing out asks for larger ones.
 */
export async function* planUndo(db: Db, runId: string, families = FAMILIES): AsyncGenerator<UndoPlan> {
  let before: number | null = null;
  do {
    const part: UndoPage = await planPage(db, runId, { before, families });
    yield part;
    before = part.next;
  } while (before !== null);
}

export interface UndoPage extends UndoPlan {
  /** Where the next page begins; null: this was the last one. */
  readonly next: number | null;
}

/** One page of the plan: whole families, so that a page does not depend on others. */
export async function planPage(
  db: Db,
  runId: string,
  from: { readonly before: number | null; readonly families: number },
): Promise<UndoPage> {
  const { families, next } = await readFamilies(db, runId, from);
  const refs = families
    .flat()
    .flatMap(({ kind, localId }): RecordRef[] =>
      isEdit(kind) && localId !== null ? [{ kind, localId }] : [],
    );
  const now = await currentValues(db, refs);
  const plans = families.map((changes) => planFamilyUndo(changes, now));
  return {
    steps: plans.flatMap((plan) => plan.steps),
    skipped: plans.flatMap((plan) => plan.skipped),
    next,
  };
}
