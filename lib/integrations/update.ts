import { and, eq, ne } from 'drizzle-orm';
import { integrations } from '@/db/schema/integrations';
import { links } from '@/db/schema/sync';
import { recordAudit } from '@/lib/auth/audit';
import { type Ctx, inTransaction, requireAdmin } from '@/lib/context';
import { AppError } from '@/lib/errors';
import { findIntegration, type Integration } from './find';
import { mergeSyncConfig, type UpdateInput } from './schema';
import { keyPurpose } from './secrets';
import { startOverIfScopeChanged } from './start-over';
import { assertSafeUrl } from './url-safety';
import { chooseWarehouses } from './warehouse-choice';

/**
 * Changes any setting of an integration; what is not named stays. A new key replaces the old one and starts its
 * age anew. @throws AppError not_found, forbidden, invalid_request, database_in_use (its records are tied to
 * another database: a new integration is the way)
 */
export async function updateIntegration(ctx: Ctx, ref: string, input: UpdateInput): Promise<Integration> {
  requireAdmin(ctx);
  if (input.config?.url) assertSafeUrl(ctx, input.config.url);
  return inTransaction(ctx, async (inner) => {
    const found = await findIntegration(inner, ref);
    const { api_key, ...config } = input.config ?? {};
    const reconnects = input.config !== undefined;
    if (config.database !== undefined && config.database !== found.config.database) {
      await assertNotLinked(inner, found.id);
    }
    const workers = input.sync_workers === undefined ? {} : { workers: input.sync_workers };
    const [updated] = await inner.db
      .update(integrations)
      .set({
        ...(input.name === undefined ? {} : { name: input.name }),
        ...(input.enabled === undefined ? {} : { enabled: input.enabled }),
        ...(input.setup_step === undefined ? {} : { setupStep: input.setup_step }),
        ...(input.root_category_id === undefined ? {} : { rootCategoryId: input.root_category_id }),
        ...chooseWarehouses(found, input),
        ...(reconnects
          ? { config: { ...found.config, ...config }, connection: { state: 'unknown' as const } }
          : {}),
        ...(api_key === undefined
          ? {}
          : {
              apiKeyEncrypted: ctx.secrets.encrypt(api_key, keyPurpose(found.id)),
              apiKeySetAt: ctx.now(),
              apiKeyExpiresAt: null,
            }),
        syncConfig: mergeSyncConfig(found.syncConfig, { ...input.sync_config, ...workers }),
        updatedAt: ctx.now(),
      })
      .where(eq(integrations.id, found.id))
      .returning();
    if (!updated) throw new AppError('not_found');
    await startOverIfScopeChanged(inner, found, updated);
    await recordAudit(inner, {
      action: api_key === undefined ? 'integration.updated' : 'integration.key_replaced',
      subject: { kind: 'integration', id: found.id },
      details: { ...input, ...(reconnects ? { config } : {}) },
    });
    return updated;
  });
}

async function assertNotLinked(ctx: Ctx, integrationId: string): Promise<void> {
  const [link] = await ctx.db
    .select({ id: links.id })
    .from(links)
    .where(and(eq(links.integrationId, integrationId), ne(links.kind, 'warehouse')))
    .limit(1);
  if (link) throw new AppError('database_in_use');
}
