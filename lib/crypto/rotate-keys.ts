import { eq, isNotNull } from 'drizzle-orm';
import { integrations } from '@/db/schema/integrations';
import { notificationWebhooks } from '@/db/schema/notifications';
import { users } from '@/db/schema/people';
import { recordAudit } from '@/lib/auth/audit';
import { totpPurpose } from '@/lib/auth/two-factor';
import { type Ctx, inTransaction, requireAdmin } from '@/lib/context';
import { webhookTextPurpose } from '@/lib/notifications/webhook-text-purpose';

/** What an integration's secrets are encrypted for: a text copied to another place cannot be decrypted there. */
export const apiKeyPurpose = (integrationId: string) => `integration:${integrationId}:api_key`;
export const webhookSecretPurpose = (integrationId: string) => `integration:${integrationId}:webhook_secret`;

/**
 * Encrypts again with the newest key whatever an older one still holds; afterwards the older keys can
 * leave ENCRYPTION_KEYS. All or nothing. @throws AppError forbidden, Error when a key is missing
 */
export async function rotateKeys(ctx: Ctx): Promise<{ rotated: number; unchanged: number }> {
  requireAdmin(ctx);
  return inTransaction(ctx, async (inner) => {
    const rows = await inner.db.select().from(integrations).for('update');
    let rotated = 0;
    let unchanged = 0;
    const renew = (text: string, purpose: string): string => {
      if (!ctx.secrets.isOutdated(text)) {
        unchanged++;
        return text;
      }
      rotated++;
      return ctx.secrets.encrypt(ctx.secrets.decrypt(text, purpose), purpose);
    };
    for (const row of rows) {
      const webhook = webhookSecretPurpose(row.id);
      const previous = row.previousWebhookSecretEncrypted;
      await inner.db
        .update(integrations)
        .set({
          apiKeyEncrypted: renew(row.apiKeyEncrypted, apiKeyPurpose(row.id)),
          webhookSecretEncrypted: renew(row.webhookSecretEncrypted, webhook),
          previousWebhookSecretEncrypted: previous === null ? null : renew(previous, webhook),
        })
        .where(eq(integrations.id, row.id));
    }
    const people = await inner.db
      .select()
      .from(users)
      .where(isNotNull(users.totpSecretEncrypted))
      .for('update');
    for (const { id, totpSecretEncrypted: sealed } of people) {
      if (sealed === null) continue;
      await inner.db
        .update(users)
        .set({ totpSecretEncrypted: renew(sealed, totpPurpose(id)) })
        .where(eq(users.id, id));
    }
    for (const row of await inner.db.select().from(notificationWebhooks).for('update')) {
      const purpose = webhookTextPurpose(row.id);
      await inner.db
        .update(notificationWebhooks)
        .set({
          urlEncrypted: renew(row.urlEncrypted, purpose),
          secretEncrypted: renew(row.secretEncrypted, purpose),
        })
        .where(eq(notificationWebhooks.id, row.id));
    }
    if (rotated > 0)
      await recordAudit(inner, { action: 'keys.rotated', subject: { kind: 'keys' }, details: { rotated } });
    return { rotated, unchanged };
  });
}
