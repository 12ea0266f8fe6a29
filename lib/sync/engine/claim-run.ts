import { and, eq, or, sql } from 'drizzle-orm';
import postgres from 'postgres';
import type { Database } from '@/db/client';
import { integrations } from '@/db/schema/integrations';
import { runs } from '@/db/schema/runs';
import type { Ctx } from '@/lib/context';

export type Run = typeof runs.$inferSelect;

/** A worker silent for so long is dead to the others, and its run is taken over. Beats come every few seconds. */
export const SILENCE_SECONDS = 60;

/** True of a running run whose worker has not been heard of for {@link SILENCE_SECONDS}, by the database's clock. */
export const abandoned = sql`(${runs.status} = 'running' and coalesce(${runs.heartbeatAt}, ${runs.startedAt}) < now() - make_interval(secs => ${SILENCE_SECONDS}))`;

/** Nobody carries it out: one that is queued, or whose worker is dead to the others. */
const free = or(eq(runs.status, 'queued'), abandoned);

/** Whether {@link claimRun} may have the run now. Another may be quicker: only the claim decides. */
export async function isFree(db: Database, runId: string): Promise<boolean> {
  const rows = await db
    .select({ id: runs.id })
    .from(runs)
    .where(and(eq(runs.id, runId), free));
  return rows.length > 0;
}

/**
 * Makes this worker the one that carries out the run: a queued one, or a running one whose worker fell silent (it is
 * then resumed from its checkpoint). One run at a time per integration, across all machines: the index
 * `runs_one_running_key` decides, not this code.
 * @returns the run, or null when it is not for this worker: another has it, another run of the integration is
 * under way, the integration is paused (an undo writes here alone and may), or the run has ended.
 */
export async function claimRun(ctx: Ctx, runId: string, workerId: string): Promise<Run | null> {
  try {
    const [claimed] = await ctx.db
      .update(runs)
      .set({
        status: 'running',
        workerId,
        heartbeatAt: sql`now()`,
        startedAt: sql`coalesce(${runs.startedAt}, now())`,
      })
      .where(
        and(
          eq(runs.id, runId),
          free,
          sql`exists (select 1 from ${integrations} where ${integrations.id} = ${runs.integrationId} and (${integrations.enabled} or ${runs.dryRun} or ${runs.undoOf} is not null))`,
        ),
      )
      .returning();
    return claimed ?? null;
  } catch (error) {
    if (anotherIsRunning(error)) return null;
    throw error;
  }
}

function anotherIsRunning(error: unknown): boolean {
  const cause = error instanceof Error && error.cause instanceof postgres.PostgresError ? error.cause : error;
  return (
    cause instanceof postgres.PostgresError &&
    cause.code === '23505' &&
    cause.constraint_name === 'runs_one_running_key'
  );
}
