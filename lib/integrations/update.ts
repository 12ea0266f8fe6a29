import { eq } from 'drizzle-orm';
import { integrations, type OdooConfig } from '@/db/schema/integrations';
import { recordAudit } from '@/lib/auth/audit';
import { type Ctx, inTransaction, requireAdmin } from '@/lib/context';
import { AppError } from '@/lib/errors';
import { assertKeyStays, isElsewhere } from './address-change';
import { checkSettings, knownOf } from './check-settings';
import { findIntegration, type Integration } from './find';
import { odooSettings, settingsOf } from './odoo-settings';
import { mergeSyncConfig, type UpdateInput } from './schema';
import { keyPurpose } from './secrets';
import { settingsChanges } from './settings-changes';
import { startOverIfScopeChanged } from './start-over';
import { assertSafeUrl } from './url-safety';
import { chooseWarehouses } from './warehouse-choice';

/**
 * Changes any setting of an integration; what is not named stays. What it newly names in Odoo (warehouses, company,
 * categories, language) is looked up there first. A new key replaces the old one and starts its age anew; a new
 * address asks for one. Calls Odoo: never inside a transaction. @throws AppError not_found, forbidden,
 * invalid_request, odoo_failed
 */
export async function updateIntegration(ctx: Ctx, ref: string, input: UpdateInput): Promise<Integration> {
  requireAdmin(ctx);
  const found = await findIntegration(ctx, ref);
  const { api_key, ...config } = input.config ?? {};
  assertKeyStays(found.config, input.config ?? {});
  if (config.url !== undefined) assertSafeUrl(ctx, config.url);
  const connection = connectionAfter(found, config);
  const stored = odooSettings(ctx, { ...found, config: connection });
  const settings = api_key === undefined ? stored : settingsOf(ctx, { ...connection, api_key });
  await checkSettings(settings, knownOf(found, config), input);
  return inTransaction(ctx, (inner) => save(inner, found.id, input));
}

async function save(ctx: Ctx, id: string, input: UpdateInput): Promise<Integration> {
  const found = await findIntegration(ctx, id);
  const { api_key, ...config } = input.config ?? {};
  assertKeyStays(found.config, input.config ?? {});
  const moves =
    (config.url !== undefined && isElsewhere(found.config.url, config.url)) ||
    (config.database !== undefined && config.database !== found.config.database);
  const connection = connectionAfter(found, config);
  const workers = input.sync_workers === undefined ? {} : { workers: input.sync_workers };
  const [updated] = await ctx.db
    .update(integrations)
    .set({
      ...(input.name === undefined ? {} : { name: input.name }),
      ...(input.enabled === undefined ? {} : { enabled: input.enabled }),
      ...(input.setup_step === undefined ? {} : { setupStep: input.setup_step }),
      ...(input.root_category_id === undefined ? {} : { rootCategoryId: input.root_category_id }),
      ...chooseWarehouses(found, input),
      ...(input.config === undefined ? {} : { config: connection }),
      ...(api_key !== undefined || isMetAnew(found.config, connection)
        ? { connection: { state: 'unknown' as const } }
        : {}),
      ...(api_key === undefined
        ? {}
        : {
            apiKeyEncrypted: ctx.secrets.encrypt(api_key, keyPurpose(id)),
            apiKeySetAt: ctx.now(),
            apiKeyExpiresAt: null,
          }),
      // Perhaps another Odoo: nothing is taken for granted until every known record was found in it.
      ...(moves ? { identity: { unproven: true } } : {}),
      syncConfig: mergeSyncConfig(found.syncConfig, { ...input.sync_config, ...workers }),
      updatedAt: ctx.now(),
    })
    .where(eq(integrations.id, id))
    .returning();
  if (!updated) throw new AppError('not_found');
  await startOverIfScopeChanged(ctx, found, updated);
  await recordAudit(ctx, {
    action: api_key === undefined ? 'integration.updated' : 'integration.key_replaced',
    subject: { kind: 'integration', id },
    details: { subject: updated.name, ...settingsChanges(found, updated) },
  });
  return updated;
}

/**
 * The stored connection with what the request names; what it leaves out stays. What it names with nothing (`null`, which
 * the schema reads as undefined) is taken out: no limit, or Odoo's own.
 */
function connectionAfter({ config }: Integration, change: Partial<OdooConfig>): OdooConfig {
  return { ...config, ...change };
}

/** What names the Odoo that is met, who meets it there, and the way. */
const MET_BY = ['url', 'database', 'username', 'version', 'transport', 'company_id', 'language'] as const;

/** Whether nothing is known any more of how it is there. Other settings leave a halt for the person it waits for. */
function isMetAnew(before: OdooConfig, after: OdooConfig): boolean {
  return MET_BY.some((detail) => (before[detail] ?? null) !== (after[detail] ?? null));
}
