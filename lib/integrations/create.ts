import { v7 } from 'uuid';
import { integrations } from '@/db/schema/integrations';
import { recordAudit } from '@/lib/auth/audit';
import { type Ctx, inTransaction, requireAdmin } from '@/lib/context';
import { AppError } from '@/lib/errors';
import { requestRun } from '@/lib/sync/history/request-run';
import { findIntegration, type Integration } from './find';
import { type CreateInput, DEFAULT_SYNC_CONFIG, mergeSyncConfig, storedConfig } from './schema';
import { keyPurpose, newWebhookSecret, webhookPurpose } from './secrets';
import { assertSafeUrl } from './url-safety';

/**
 * Connects a new Odoo. Its key is encrypted before it is stored. Nothing runs until a first run is asked for: with
 * `start` at once. @throws AppError forbidden, unprocessable
 */
export async function createIntegration(ctx: Ctx, input: CreateInput): Promise<Integration> {
  requireAdmin(ctx);
  assertSafeUrl(ctx, input.config.url);
  const id = v7();
  return inTransaction(ctx, async (inner) => {
    const [created] = await inner.db
      .insert(integrations)
      .values({
        id,
        name: input.name,
        type: input.type,
        config: storedConfig(input.config),
        apiKeyEncrypted: ctx.secrets.encrypt(input.config.api_key, keyPurpose(id)),
        apiKeySetAt: ctx.now(),
        syncConfig: mergeSyncConfig(DEFAULT_SYNC_CONFIG, input.sync_config),
        webhookSecretEncrypted: ctx.secrets.encrypt(newWebhookSecret(), webhookPurpose(id)),
        setupStep: input.setup_step ?? null,
      })
      .returning();
    if (!created) throw new AppError('internal');
    const { api_key: _secret, ...config } = input.config;
    await recordAudit(inner, {
      action: 'integration.created',
      subject: { kind: 'integration', id },
      details: { name: input.name, config },
    });
    if (!input.start) return created;
    await requestRun(inner, { integrationId: id, trigger: 'first_import' });
    return findIntegration(inner, id);
  });
}
