import { eq } from 'drizzle-orm';
import { integrations } from '@/db/schema/integrations';
import { recordAudit } from '@/lib/auth/audit';
import { type Ctx, inTransaction, requireAdmin } from '@/lib/context';
import { findIntegration } from './find';

/** Forgets an integration with its links, history, errors and imported orders. Products stay, here and in Odoo. */
export async function deleteIntegration(ctx: Ctx, ref: string): Promise<void> {
  requireAdmin(ctx);
  await inTransaction(ctx, async (inner) => {
    const found = await findIntegration(inner, ref);
    await inner.db.delete(integrations).where(eq(integrations.id, found.id));
    await recordAudit(inner, {
      action: 'integration.deleted',
      subject: { kind: 'integration', id: found.id },
      details: { name: found.name, url: found.config.url, database: found.config.database },
    });
  });
}
