import type { OdooConfig } from '@/db/schema/integrations';
import type { Ctx } from '@/lib/context';
import { AppError } from '@/lib/errors';
import { OdooError } from '@/lib/odoo/errors';
import { openSession } from '@/lib/odoo/open-session';
import type { OdooSession, OdooSettings } from '@/lib/odoo/session';
import type { Integration } from './find';
import { keyPurpose } from './secrets';

const DEFAULT_WORKERS = 4;

/** How to reach the Odoo of an integration, its key decrypted. */
export function odooSettings(
  ctx: Pick<Ctx, 'secrets' | 'env'>,
  integration: Pick<Integration, 'id' | 'config' | 'apiKeyEncrypted' | 'syncConfig'>,
): OdooSettings {
  const apiKey = ctx.secrets.decrypt(integration.apiKeyEncrypted, keyPurpose(integration.id));
  return settingsOf(ctx, { ...integration.config, api_key: apiKey }, integration.syncConfig.workers);
}

/** How to reach an Odoo that is not saved yet. */
export function settingsOf(
  ctx: Pick<Ctx, 'env'>,
  config: OdooConfig & { api_key: string },
  workers = DEFAULT_WORKERS,
): OdooSettings {
  return {
    url: config.url,
    database: config.database,
    username: config.username,
    apiKey: config.api_key,
    transport: config.transport,
    companyId: config.company_id,
    language: config.language,
    timeoutMs: config.timeout_seconds * 1000,
    imageTimeoutMs: config.image_timeout_seconds * 1000,
    imageBundleBytes:
      config.image_bundle_mb === undefined ? undefined : Math.round(config.image_bundle_mb * 2 ** 20),
    maxCallsPerSecond: config.max_calls_per_second,
    workers,
    allowInsecure: ctx.env.ALLOW_INSECURE_ODOO,
  };
}

/** Speaks to the Odoo of an integration. @throws AppError odoo_failed, with Odoo's error as `reason` and its facts. */
export async function withOdoo<T>(
  ctx: Ctx,
  integration: Integration,
  work: (odoo: OdooSession) => Promise<T>,
): Promise<T> {
  return withSession(odooSettings(ctx, integration), work);
}

/** Quick to give up: a person waits for the answer. */
const IMPATIENT = { retries: 1 };

/** One conversation with an Odoo, saved or not, that a person waits for. @throws AppError odoo_failed */
export async function withSession<T>(
  settings: OdooSettings,
  work: (odoo: OdooSession) => Promise<T>,
): Promise<T> {
  try {
    const odoo = await openSession(settings, { retry: IMPATIENT });
    try {
      return await work(odoo);
    } finally {
      await odoo.close();
    }
  } catch (error) {
    throw error instanceof OdooError ? odooFailed(error) : error;
  }
}

/** Odoo's refusal as an error of ours. */
export function odooFailed(error: OdooError): AppError {
  const facts: Record<string, string | number | boolean | string[]> = {};
  for (const [name, value] of Object.entries(error.params)) {
    if (Array.isArray(value)) facts[name] = value.map(String);
    else if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
      facts[name] = value;
    }
  }
  return new AppError('odoo_failed', { ...facts, reason: error.code }, { cause: error });
}
