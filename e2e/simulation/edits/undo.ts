import { and, desc, eq, inArray, isNull } from 'drizzle-orm';
import { runs } from '@/db/schema/runs';
import { type UndoResult, undoRun } from '@/lib/sync/history/undo-run';
import { settle } from '../settle';
import { look } from '../views';
import type { World } from '../world';
import type { Edit } from './edit';

/** Takes back one of the last runs; what is typed by then stays, as the undo itself says. Null: there is none. */
export async function undoOne(world: World): Promise<(UndoResult & { of: string }) | null> {
  const ended = await world.runtime.db
    .select()
    .from(runs)
    .where(
      and(
        eq(runs.integrationId, world.integrationId),
        inArray(runs.status, ['succeeded', 'partial', 'failed']),
        isNull(runs.undoOf),
      ),
    )
    .orderBy(desc(runs.createdAt))
    .limit(3);
  if (ended.length === 0) return null;
  settle(world, (await look(world)).pairs);
  const of = world.dice.pick(ended).id;
  const undone = await undoRun(world.runtime.ctx, of, { dryRun: false });
  // What Odoo had unlinked and the run had put away for it lives on here, as it does when a person brings it back.
  for (const { action, localId } of undone.changes) {
    if (action === 'restore' && localId) world.restoredHere.add(localId);
  }
  return { of, ...undone };
}

const undo: Edit = async (world) => {
  const undone = await undoOne(world);
  if (!undone) return null;
  const said = undone.changes.map(
    ({ action, label, fields }) => `${action} ${label} ${JSON.stringify(fields)}`,
  );
  return `here: run ${undone.of} undone: ${said.join('; ') || 'nothing to undo'}`;
};

export const EDITS_OF_RUNS: readonly Edit[] = [undo];
