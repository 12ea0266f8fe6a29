import { isNotNull } from 'drizzle-orm';
import type { Db } from '@/db/client';
import { integrations } from '@/db/schema/integrations';
import { notificationWebhooks } from '@/db/schema/notifications';
import { users } from '@/db/schema/people';
import { totpPurpose } from '@/lib/auth/two-factor';
import { webhookTextPurpose } from '@/lib/notifications/webhook-text-purpose';
import { apiKeyPurpose, webhookSecretPurpose } from './rotate-keys';
import type { SecretBox } from './secret-box';

/** One encrypted text of the database, and whose it is. */
export interface SealedSecret {
  readonly owner: {
    readonly kind: 'integration' | 'user' | 'notification_webhook';
    readonly id: string;
    readonly name: string;
  };
  readonly what:
    | 'api_key'
    | 'webhook_secret'
    | 'previous_webhook_secret'
    | 'two_factor'
    | 'address'
    | 'secret';
  readonly sealed: string;
  /** What it was encrypted for (lib/crypto/secret-box.ts). */
  readonly purpose: string;
}

/** Everything that is encrypted in the database. */
export async function sealedSecrets(db: Db): Promise<SealedSecret[]> {
  const found: SealedSecret[] = [];
  for (const row of await db.select().from(integrations)) {
    const owner = { kind: 'integration' as const, id: row.id, name: row.name };
    const webhook = webhookSecretPurpose(row.id);
    found.push({ owner, what: 'api_key', sealed: row.apiKeyEncrypted, purpose: apiKeyPurpose(row.id) });
    found.push({ owner, what: 'webhook_secret', sealed: row.webhookSecretEncrypted, purpose: webhook });
    const previous = row.previousWebhookSecretEncrypted;
    if (previous !== null)
      found.push({ owner, what: 'previous_webhook_secret', sealed: previous, purpose: webhook });
  }
  for (const row of await db.select().from(users).where(isNotNull(users.totpSecretEncrypted))) {
    found.push({
      owner: { kind: 'user', id: row.id, name: row.email },
      what: 'two_factor',
      sealed: row.totpSecretEncrypted ?? '',
      purpose: totpPurpose(row.id),
    });
  }
  for (const row of await db.select().from(notificationWebhooks)) {
    const owner = { kind: 'notification_webhook' as const, id: row.id, name: row.name };
    const purpose = webhookTextPurpose(row.id);
    found.push({ owner, what: 'address', sealed: row.urlEncrypted, purpose });
    found.push({ owner, what: 'secret', sealed: row.secretEncrypted, purpose });
  }
  return found;
}

/** Those that this process cannot read: ENCRYPTION_KEYS lacks the key they were encrypted with. */
export async function unreadableSecrets(db: Db, secrets: SecretBox): Promise<SealedSecret[]> {
  return (await sealedSecrets(db)).filter(({ sealed }) => !secrets.knows(sealed));
}

/** The id of the key a text was encrypted with. */
export function keyIdOf(sealed: string): string {
  return sealed.slice(0, Math.max(0, sealed.indexOf(':')));
}
