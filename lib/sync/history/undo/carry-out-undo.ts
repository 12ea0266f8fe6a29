import { anyOf } from '@/db/any-of';
import { runChanges, type runs } from '@/db/schema/runs';
import { type Ctx, inTransaction } from '@/lib/context';
import { AppError } from '@/lib/errors';
import { finishRun } from '../../engine/finish-run';
import { beat } from '../../engine/heartbeat';
import { RunStopped } from '../../engine/run-stopped';
import { countIn, type KindTallies } from '../kind-counts';
import { keepMarksOf } from '../left-out/leave-out';
import { requestRun } from '../request-run';
import { applyStep } from './apply-step';
import { planUndo } from './plan-undo';
import type { UndoStep } from './undo-step';

type Run = typeof runs.$inferSelect;

export interface UndoDone {
  readonly changes: UndoStep[];
  readonly skipped: UndoStep[];
}

/**
 * Carries out an undo that this worker has claimed: step by step, each in a transaction of its own, so that another
 * worker goes on with the rest where this one dies. The run that follows carries the edits to Odoo.
 */
export async function carryOutUndo(ctx: Ctx, undo: Run, undoOf: string): Promise<UndoDone> {
  const counts: KindTallies = undo.counts;
  const done: UndoDone = { changes: [], skipped: [] };
  let looked = 0;
  try {
    for await (const { steps, skipped } of planUndo(ctx.db, undoOf)) {
      done.skipped.push(...skipped);
      for (const step of steps) {
        const reason = await carryOut(ctx, undo, step);
        if (reason === null) {
          done.changes.push(step);
          countIn(counts, step.kind, step.action === 'delete' ? 'deleted_here' : 'updated_here');
        } else done.skipped.push({ ...step, reason });
        looked += 1;
      }
      await beat(ctx.db, undo, { counts, progress: { phase: 'undo', done: looked, total: null } });
    }
  } catch (error) {
    if (!(error instanceof RunStopped)) throw error;
    if (error.reason === 'cancelled') {
      await keepMarksOf(ctx.db, undo);
      await finishRun(ctx, undo, { status: 'cancelled', counts });
    }
    return done;
  }
  await keepMarksOf(ctx.db, undo);
  await finishRun(ctx, undo, { status: 'succeeded', counts });
  await requestRun(ctx, { integrationId: undo.integrationId, trigger: 'local_change' }).catch(
    (error: unknown) => {
      if (!(error instanceof AppError && error.code === 'integration_paused')) throw error;
    },
  );
  return done;
}

async function carryOut(ctx: Ctx, undo: Run, step: UndoStep): Promise<'gone' | 'refused' | null> {
  const { localId } = step;
  if (localId === null) return 'gone';
  try {
    await inTransaction(ctx, async (inner) => {
      await applyStep(inner, undo.integrationId, { ...step, localId });
      const { kind, label, action, fields, changeIds } = step;
      await inner.db
        .insert(runChanges)
        .values({ runId: undo.id, kind, localId, label, side: 'here', action, fields });
      await inner.db
        .update(runChanges)
        .set({ undoneBy: undo.id })
        .where(anyOf(runChanges.id, [...changeIds]));
      await beat(inner.db, undo);
    });
    return null;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return error.code === 'not_found' ? 'gone' : 'refused';
  }
}
