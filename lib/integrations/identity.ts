import { eq, sql } from 'drizzle-orm';
import { z } from 'zod';
import { integrations } from '@/db/schema/integrations';
import { recordAudit } from '@/lib/auth/audit';
import { type Ctx, inTransaction, requireAdmin } from '@/lib/context';
import { AppError } from '@/lib/errors';
import { requestRun } from '@/lib/sync/history/request-run';
import { type IdentityChoice, identityFindings, readIdentity } from '@/lib/sync/identity/state';
import { findIntegration } from './find';

/** Whether Odoo is the one that is known; if not, what was found, for a person to choose what counts. */
export const identityAnswer = z.object({
  in_question: z.boolean(),
  findings: identityFindings.nullable(),
});
export type IdentityAnswer = z.output<typeof identityAnswer>;

/** @throws AppError not_found */
export async function showIdentity(ctx: Ctx, ref: string): Promise<IdentityAnswer> {
  const { identity } = await findIntegration(ctx, ref);
  const { findings } = readIdentity(identity);
  return { in_question: findings !== undefined, findings: findings ?? null };
}

/**
 * After Odoo went back a person says once what counts; the run that carries it out is asked for at once.
 * @throws AppError not_found, forbidden, identity_not_in_question, integration_paused
 */
export async function chooseIdentity(
  ctx: Ctx,
  ref: string,
  choice: IdentityChoice,
): Promise<{ run_id: string }> {
  requireAdmin(ctx);
  return inTransaction(ctx, async (inner) => {
    const { id, identity } = await findIntegration(inner, ref);
    if (!readIdentity(identity).findings) throw new AppError('identity_not_in_question');
    await inner.db
      .update(integrations)
      .set({ identity: sql`${integrations.identity} || ${JSON.stringify({ choice })}::jsonb` })
      .where(eq(integrations.id, id));
    await recordAudit(inner, {
      action: 'integration.identity_chosen',
      subject: { kind: 'integration', id },
      details: { choice },
    });
    const { runId } = await requestRun(inner, {
      integrationId: id,
      trigger: 'manual',
      mode: 'full',
      confirmed: true,
    });
    return { run_id: runId };
  });
}
