import { eq } from 'drizzle-orm';
import { integrations } from '@/db/schema/integrations';
import { recordAudit } from '@/lib/auth/audit';
import { type Ctx, inTransaction, requireAdmin } from '@/lib/context';
import { findIntegration, type Integration } from './find';
import { newWebhookSecret, webhookPurpose } from './secrets';
import type { WebhookTopic } from './webhooks/topics';

const GRACE_MS = 24 * 3600 * 1000;

export interface WebhookSecret {
  secret: string;
  /** Until when the secret before this one is accepted. */
  previous_valid_until: string | null;
  /** Where Odoo sends what; Odoo's native webhooks need the secret appended as `?token=`. */
  urls: Record<WebhookTopic, string>;
}

/** The secret Odoo's webhooks must bring. @throws AppError not_found, forbidden */
export async function showWebhookSecret(ctx: Ctx, ref: string): Promise<WebhookSecret> {
  requireAdmin(ctx);
  return presentSecret(ctx, await findIntegration(ctx, ref));
}

/** Replaces the secret; the old one keeps working for 24 hours. @throws AppError not_found, forbidden */
export async function renewWebhookSecret(ctx: Ctx, ref: string): Promise<WebhookSecret> {
  requireAdmin(ctx);
  return inTransaction(ctx, async (inner) => {
    const found = await findIntegration(inner, ref);
    const renewed = {
      webhookSecretEncrypted: ctx.secrets.encrypt(newWebhookSecret(), webhookPurpose(found.id)),
      previousWebhookSecretEncrypted: found.webhookSecretEncrypted,
      previousWebhookSecretUntil: new Date(ctx.now().getTime() + GRACE_MS),
    };
    await inner.db.update(integrations).set(renewed).where(eq(integrations.id, found.id));
    await recordAudit(inner, {
      action: 'integration.webhook_secret_renewed',
      subject: { kind: 'integration', id: found.id },
    });
    return presentSecret(ctx, { ...found, ...renewed });
  });
}

function presentSecret(ctx: Ctx, integration: Integration): WebhookSecret {
  const until = integration.previousWebhookSecretUntil;
  const url = (topic: WebhookTopic) => `${ctx.env.APP_URL}/api/v1/webhooks/odoo/${topic}`;
  return {
    secret: ctx.secrets.decrypt(integration.webhookSecretEncrypted, webhookPurpose(integration.id)),
    previous_valid_until: until && until > ctx.now() ? until.toISOString() : null,
    urls: { products: url('products'), stock: url('stock'), orders: url('orders') },
  };
}
