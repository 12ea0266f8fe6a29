import { and, eq } from 'drizzle-orm';
import { type RecordKind, runs } from '@/db/schema/runs';
import { recordAudit } from '@/lib/auth/audit';
import { type Ctx, requireAdmin } from '@/lib/context';
import { requestRun } from '@/lib/sync/history/request-run';
import { findIntegration } from './find';

export interface SyncRequest {
  mode?: 'incremental' | 'full';
  dry_run?: boolean;
  kinds?: RecordKind[];
  confirmed?: boolean;
}

/** A person asks for a run; the first real one of an integration is its first import. @throws AppError not_found, forbidden */
export async function requestSync(ctx: Ctx, ref: string, request: SyncRequest): Promise<{ run_id: string }> {
  requireAdmin(ctx);
  const { id, syncConfig } = await findIntegration(ctx, ref);
  const [earlier] = await ctx.db
    .select({ id: runs.id })
    .from(runs)
    .where(and(eq(runs.integrationId, id), eq(runs.dryRun, false)))
    .limit(1);
  const { runId } = await requestRun(ctx, {
    integrationId: id,
    trigger: earlier || request.dry_run ? 'manual' : 'first_import',
    mode: request.mode ?? (syncConfig.incremental ? 'incremental' : 'full'),
    dryRun: request.dry_run,
    kinds: request.kinds,
    confirmed: request.confirmed,
  });
  const { mode, dry_run, kinds, confirmed } = request;
  await recordAudit(ctx, {
    action: 'run.requested',
    subject: { kind: 'run', id: runId },
    details: { integration: id, mode, dry_run, kinds, confirmed },
  });
  return { run_id: runId };
}
