import { and, eq, isNull, sql } from 'drizzle-orm';
import { integrations } from '@/db/schema/integrations';
import { type RecordKind, type RunPurpose, type RunTrigger, runs } from '@/db/schema/runs';
import { type Ctx, inTransaction } from '@/lib/context';
import { AppError } from '@/lib/errors';

export interface RunRequest {
  readonly integrationId: string;
  readonly trigger: RunTrigger;
  readonly mode?: 'incremental' | 'full';
  readonly dryRun?: boolean;
  /** A check writes on neither side: it is a full dry run that compares, and nothing of it needs to be confirmed. */
  readonly purpose?: RunPurpose;
  /** Only these kinds; all that the settings ask for when absent. */
  readonly kinds?: readonly RecordKind[];
  /** A person has seen the safety halt and wants the run to pass. */
  readonly confirmed?: boolean;
}

/**
 * Asks for a run. While one is queued it is that one, widened to what is asked now (full beats incremental, all kinds
 * beat some), so that any number of triggers cost one run. @throws AppError not_found, integration_paused
 */
export async function requestRun(ctx: Ctx, request: RunRequest): Promise<{ runId: string }> {
  const purpose = request.purpose ?? 'sync';
  const checks = purpose === 'check';
  const dryRun = checks || (request.dryRun ?? false);
  return inTransaction(ctx, async (inner) => {
    const [integration] = await inner.db
      .select({ enabled: integrations.enabled })
      .from(integrations)
      .where(eq(integrations.id, request.integrationId));
    if (!integration) throw new AppError('not_found');
    if (!integration.enabled && !dryRun) throw new AppError('integration_paused');
    const [run] = await inner.db
      .insert(runs)
      .values({
        integrationId: request.integrationId,
        trigger: request.trigger,
        mode: checks ? 'full' : (request.mode ?? 'incremental'),
        dryRun,
        purpose,
        kinds: request.kinds ? [...request.kinds] : null,
        confirmed: checks || (request.confirmed ?? false),
        requestedBy: ctx.actor.kind === 'system' ? null : ctx.actor.name,
      })
      .onConflictDoUpdate({
        target: [runs.integrationId, runs.dryRun, runs.purpose],
        targetWhere: sql`status = 'queued' and undo_of is null`,
        set: {
          mode: sql`case when 'full' in (${runs.mode}, excluded.mode) then 'full' else 'incremental' end`,
          kinds: sql`case when ${runs.kinds} is null or excluded.kinds is null then null
            else (select jsonb_agg(distinct kind) from jsonb_array_elements(${runs.kinds} || excluded.kinds) kind) end`,
          confirmed: sql`${runs.confirmed} or excluded.confirmed`,
          requestedBy: sql`coalesce(excluded.requested_by, ${runs.requestedBy})`,
        },
      })
      .returning({ id: runs.id });
    if (!run) throw new AppError('internal');
    if (!dryRun) {
      await inner.db
        .update(integrations)
        .set({ startedAt: inner.now() })
        .where(and(eq(integrations.id, request.integrationId), isNull(integrations.startedAt)));
    }
    await inner.queue.send(inner.db, 'sync.run', { run_id: run.id }, { key: run.id });
    return { runId: run.id };
  });
}
