import { and, eq } from 'drizzle-orm';
import { integrations } from '@/db/schema/integrations';
import type { Ctx } from '@/lib/context';
import { readKeyExpiry } from '@/lib/odoo/intentions/read-key-expiry';
import type { OdooSession } from '@/lib/odoo/session';
import type { Integration, Run } from '../kinds/kind';

/**
 * Keeps when Odoo lets the key end, so that its owner is warned in time whether it lives a day or a year: asked with
 * the first run of a connection that is new, was changed or was lost, and in full runs, since a key may be renewed
 * without anybody telling us. A key replaced meanwhile is left alone.
 */
export async function keepKeyExpiry(
  ctx: Ctx,
  { id, connection, apiKeyEncrypted }: Integration,
  { mode }: Run,
  odoo: OdooSession,
): Promise<void> {
  if (connection.state === 'ok' && mode !== 'full') return;
  await ctx.db
    .update(integrations)
    .set({ apiKeyExpiresAt: await readKeyExpiry(odoo) })
    .where(and(eq(integrations.id, id), eq(integrations.apiKeyEncrypted, apiKeyEncrypted)));
}
