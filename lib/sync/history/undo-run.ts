import { and, eq, inArray } from 'drizzle-orm';
import { v7 } from 'uuid';
import { integrations } from '@/db/schema/integrations';
import { runs } from '@/db/schema/runs';
import { recordAudit } from '@/lib/auth/audit';
import { type Ctx, inTransaction, requireAdmin } from '@/lib/context';
import { AppError } from '@/lib/errors';
import { claimRun } from '../engine/claim-run';
import { leaveOut } from './left-out/leave-out';
import { carryOutUndo } from './undo/carry-out-undo';
import { planPage, planUndo } from './undo/plan-undo';
import type { UndoStep } from './undo/undo-step';

export interface UndoResult {
  /** The undo in the history; null for a dry run, or when nothing could be undone. */
  readonly runId: string | null;
  /** What was (dry run, or an undo that waits for a worker: would be) done, in order. */
  readonly changes: UndoStep[];
  /** What stays, and why. */
  readonly skipped: UndoStep[];
}

/** Families that are undone while the person waits; more are a worker's. */
const AT_ONCE = 200;

/**
 * Undoes a run: the inverse of its recorded changes as ordinary edits here, which the next run carries to Odoo. Fields
 * changed since are left alone and listed. What the run brought here is left out from this moment on. The undo is a run
 * of its own, and no other of the integration is under way beside it: it is carried out at once where none is, else by
 * a worker as soon as that one ends. @throws AppError not_found, run_not_ended
 */
export async function undoRun(ctx: Ctx, id: string, { dryRun }: { dryRun: boolean }): Promise<UndoResult> {
  requireAdmin(ctx);
  const run = await endedRun(ctx, id);
  if (run.dryRun) return { runId: null, changes: [], skipped: [] };
  const { steps, skipped, next } = await planPage(ctx.db, id, { before: null, families: AT_ONCE });
  if (dryRun || (steps.length === 0 && next === null)) return { runId: null, changes: steps, skipped };
  const undoId = await openUndo(ctx, run);
  const claimed = next === null ? await claimRun(ctx, undoId, v7()) : null;
  if (!claimed) return { runId: undoId, changes: steps, skipped };
  return { runId: undoId, ...(await carryOutUndo(ctx, claimed, id)) };
}

export interface UndoCount extends Pick<UndoStep, 'kind' | 'action' | 'reason'> {
  readonly untied: boolean;
  readonly count: number;
}

export interface UndoForesight {
  /** All of the plan, by kind, what happens to it, and why it stays; with the first page only. */
  readonly counts: readonly UndoCount[] | null;
  /** Whether the edits made here are written to Odoo. */
  readonly writesOdoo: boolean;
  readonly changes: UndoStep[];
  readonly skipped: UndoStep[];
  readonly next: number | null;
}

/** Families on one page of the foresight, and those counted at once. */
const PAGE = 25;
const COUNTED = 2_000;

/** What undoing a run would do: figures first, then page by page. @throws AppError not_found, run_not_ended */
export async function foreseeUndo(ctx: Ctx, id: string, before: number | null): Promise<UndoForesight> {
  requireAdmin(ctx);
  const run = await endedRun(ctx, id);
  const [integration] = await ctx.db
    .select({ config: integrations.syncConfig })
    .from(integrations)
    .where(eq(integrations.id, run.integrationId));
  const writesOdoo = integration?.config.direction !== 'import';
  if (run.dryRun) return { counts: [], writesOdoo, changes: [], skipped: [], next: null };
  const page = await planPage(ctx.db, id, { before, families: PAGE });
  const counts = before === null ? await countSteps(ctx, id) : null;
  return { counts, writesOdoo, changes: page.steps, skipped: page.skipped, next: page.next };
}

async function countSteps(ctx: Ctx, id: string): Promise<UndoCount[]> {
  const counts = new Map<string, UndoCount>();
  for await (const { steps, skipped } of planUndo(ctx.db, id, COUNTED)) {
    for (const { kind, action, reason, untied = false } of [...steps, ...skipped]) {
      const key = [kind, action, reason, untied].join(' ');
      counts.set(key, { kind, action, reason, untied, count: (counts.get(key)?.count ?? 0) + 1 });
    }
  }
  return [...counts.values()];
}

async function endedRun(ctx: Ctx, id: string): Promise<typeof runs.$inferSelect> {
  const [run] = await ctx.db.select().from(runs).where(eq(runs.id, id));
  if (!run) throw new AppError('not_found');
  if (run.status === 'queued' || run.status === 'running') throw new AppError('run_not_ended');
  return run;
}

/** An undo stands in the history like a run, and can itself be undone. Asked for twice, it is one. */
async function openUndo(ctx: Ctx, run: typeof runs.$inferSelect): Promise<string> {
  return inTransaction(ctx, async (inner) => {
    const [undo] = await inner.db
      .insert(runs)
      .values({
        integrationId: run.integrationId,
        trigger: 'undo',
        mode: 'incremental',
        undoOf: run.id,
        requestedBy: inner.actor.name,
      })
      .onConflictDoNothing()
      .returning();
    if (!undo) return openUndoOf(inner, run.id);
    await leaveOut(inner.db, undo);
    await recordAudit(inner, {
      action: 'run.undone',
      subject: { kind: 'run', id: run.id },
      details: { integration: run.integrationId },
    });
    await inner.queue.send(inner.db, 'sync.run', { run_id: undo.id }, { key: undo.id });
    return undo.id;
  });
}

async function openUndoOf(ctx: Ctx, undoOf: string): Promise<string> {
  const [open] = await ctx.db
    .select({ id: runs.id })
    .from(runs)
    .where(and(eq(runs.undoOf, undoOf), inArray(runs.status, ['queued', 'running'])));
  if (!open) throw new AppError('run_not_ended');
  return open.id;
}
