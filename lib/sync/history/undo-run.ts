import { eq, sql } from 'drizzle-orm';
import { runChanges, runs } from '@/db/schema/sync';
import { recordAudit } from '@/lib/auth/audit';
import { type Ctx, inTransaction, requireAdmin } from '@/lib/context';
import { AppError } from '@/lib/errors';
import { requestRun } from './request-run';
import { applyStep } from './undo/apply-step';
import { planUndo } from './undo/plan-undo';
import type { UndoStep } from './undo/undo-step';

export interface UndoResult {
  /** The undo in the history; null for a dry run, or when nothing could be undone. */
  readonly runId: string | null;
  /** What was (dry run: would be) done, in order. */
  readonly changes: UndoStep[];
  /** What stays, and why. */
  readonly skipped: UndoStep[];
}

/**
 * Undoes a run: the inverse of its recorded changes as ordinary edits here, which the next run carries to Odoo.
 * Fields changed since are left alone and listed. Step by step, each in a transaction of its own: killed half-way,
 * undoing again goes on with the rest. @throws AppError not_found, run_not_ended
 */
export async function undoRun(ctx: Ctx, id: string, { dryRun }: { dryRun: boolean }): Promise<UndoResult> {
  requireAdmin(ctx);
  const [run] = await ctx.db.select().from(runs).where(eq(runs.id, id));
  if (!run) throw new AppError('not_found');
  if (run.status === 'queued' || run.status === 'running') throw new AppError('run_not_ended');
  const plan = run.dryRun ? { steps: [], skipped: [] } : await planUndo(ctx.db, id);
  if (dryRun || plan.steps.length === 0) return { runId: null, changes: plan.steps, skipped: plan.skipped };
  const undoId = await openUndo(ctx, run);
  const changes: UndoStep[] = [];
  const skipped = [...plan.skipped];
  for (const step of plan.steps) {
    const reason = await carryOut(ctx, run.integrationId, undoId, step);
    if (reason === null) changes.push(step);
    else skipped.push({ ...step, reason });
  }
  await requestRun(ctx, { integrationId: run.integrationId, trigger: 'local_change' }).catch(
    (error: unknown) => {
      if (!(error instanceof AppError && error.code === 'integration_paused')) throw error;
    },
  );
  return { runId: undoId, changes, skipped };
}

/** An undo stands in the history like a run, and can itself be undone. */
async function openUndo(ctx: Ctx, run: typeof runs.$inferSelect): Promise<string> {
  return inTransaction(ctx, async (inner) => {
    const [undo] = await inner.db
      .insert(runs)
      .values({
        integrationId: run.integrationId,
        trigger: 'undo',
        mode: 'incremental',
        status: 'succeeded',
        undoOf: run.id,
        requestedBy: inner.actor.name,
        startedAt: sql`now()`,
        finishedAt: sql`now()`,
      })
      .returning({ id: runs.id });
    if (!undo) throw new AppError('internal');
    await recordAudit(inner, { action: 'run.undone', subject: { kind: 'run', id: run.id } });
    return undo.id;
  });
}

async function carryOut(
  ctx: Ctx,
  integrationId: string,
  undoId: string,
  step: UndoStep,
): Promise<'gone' | 'refused' | null> {
  const { localId } = step;
  if (localId === null) return 'gone';
  try {
    await inTransaction(ctx, async (inner) => {
      await applyStep(inner, integrationId, { ...step, localId });
      const { kind, label, action, fields } = step;
      await inner.db
        .insert(runChanges)
        .values({ runId: undoId, kind, localId, label, side: 'here', action, fields });
      await inner.db.update(runChanges).set({ undoneBy: undoId }).where(eq(runChanges.id, step.changeId));
      await inner.db.update(runs).set({ finishedAt: sql`now()` }).where(eq(runs.id, undoId));
    });
    return null;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return error.code === 'not_found' ? 'gone' : 'refused';
  }
}
