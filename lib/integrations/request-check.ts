import { recordAudit } from '@/lib/auth/audit';
import { type Ctx, requireAdmin } from '@/lib/context';
import { requestRun } from '@/lib/sync/history/request-run';
import { findIntegration } from './find';

/** A person asks whether both sides are equal; paused integrations may be checked too. @throws AppError not_found, forbidden */
export async function requestCheck(ctx: Ctx, ref: string): Promise<{ run_id: string }> {
  requireAdmin(ctx);
  const { id } = await findIntegration(ctx, ref);
  const { runId } = await requestRun(ctx, { integrationId: id, trigger: 'manual', purpose: 'check' });
  await recordAudit(ctx, {
    action: 'run.check_requested',
    subject: { kind: 'run', id: runId },
    details: { integration: id },
  });
  return { run_id: runId };
}
