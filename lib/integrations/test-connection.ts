import { eq } from 'drizzle-orm';
import type { z } from 'zod';
import type { SyncConfig } from '@/db/schema/integrations';
import { integrations } from '@/db/schema/integrations';
import { type Ctx, requireAdmin } from '@/lib/context';
import type { Locale } from '@/lib/i18n/locale';
import { explainCode, translate } from '@/lib/i18n/translate';
import { type ConnectionCheck as CheckResult, checkConnection } from '@/lib/odoo/check-connection';
import { isDeclared } from '@/lib/odoo/declared-version';
import { discover } from '@/lib/odoo/discover';
import type { CheckedRight } from '@/lib/odoo/intentions/check-rights';
import { readKeyExpiry } from '@/lib/odoo/intentions/read-key-expiry';
import type { OdooSettings } from '@/lib/odoo/session';
import type { ConnectionCheck, ConnectionTest, Discovery } from './connection-answers';
import { findIntegration } from './find';
import { type InexpressiblePrices, inexpressiblePrices } from './inexpressible-prices';
import { odooSettings, settingsOf, withOdoo } from './odoo-settings';
import { type ConnectionInput, DEFAULT_SYNC_CONFIG, mergeSyncConfig, type syncConfigInput } from './schema';

export interface TestOptions {
  locale: Locale;
  /** Told of each check as it ends. */
  onCheck?: (check: ConnectionCheck) => void;
  signal?: AbortSignal;
}

/** Runs the five checks (I3) on details that are not saved. Failures are answers, not errors. @throws AppError forbidden */
export async function testConnection(
  ctx: Ctx,
  input: { config: ConnectionInput; sync_config?: z.output<typeof syncConfigInput> },
  options: TestOptions,
): Promise<ConnectionTest> {
  requireAdmin(ctx);
  const sync = mergeSyncConfig(DEFAULT_SYNC_CONFIG, input.sync_config);
  const settings = settingsOf(ctx, input.config);
  return runChecks(ctx, { settings, sync, declared: input.config.version, integrationId: null }, options);
}

/** Runs the five checks on an integration and keeps what they found for the banner. @throws AppError not_found, forbidden */
export async function testIntegration(ctx: Ctx, ref: string, options: TestOptions): Promise<ConnectionTest> {
  requireAdmin(ctx);
  const integration = await findIntegration(ctx, ref);
  const { syncConfig, config } = integration;
  const settings = odooSettings(ctx, integration);
  const subject = { settings, sync: syncConfig, declared: config.version, integrationId: integration.id };
  const result = await runChecks(ctx, subject, options);
  const failed = result.checks.find(({ status }) => status === 'failed');
  const version = result.server_version ?? undefined;
  if (integration.connection.state !== 'halted') {
    await ctx.db
      .update(integrations)
      .set({
        connection: failed
          ? {
              state: stateOf(failed),
              code: failed.code,
              since: ctx.now().toISOString(),
              server_version: version,
            }
          : { state: 'ok', server_version: version },
        ...(failed
          ? {}
          : // What was known of the key's end stays where it cannot be asked this time.
            { apiKeyExpiresAt: await withOdoo(ctx, integration, readKeyExpiry).catch(() => undefined) }),
      })
      .where(eq(integrations.id, integration.id));
  }
  return result;
}

/** What the server at an address tells without a login, to propose it in the form. @throws AppError forbidden */
export async function discoverServer(ctx: Ctx, url: string): Promise<Discovery> {
  requireAdmin(ctx);
  const found = await discover(url, { allowInsecure: ctx.env.ALLOW_INSECURE_ODOO, timeoutMs: 8000 });
  return { server_version: found.serverVersion, databases: found.databases };
}

/** Missing rights leave the connection itself alone: what lacks them is told by the runs. */
function stateOf({ id }: ConnectionCheck): 'down' | 'unauthorised' | 'unknown' {
  if (id === 'reachable') return 'down';
  return id === 'authentication' || id === 'database' ? 'unauthorised' : 'unknown';
}

interface Subject {
  settings: OdooSettings;
  sync: SyncConfig;
  /** The version that was said. */
  declared: string | undefined;
  /** Null before it is saved. */
  integrationId: string | null;
}

async function runChecks(
  ctx: Ctx,
  { settings, sync, declared, integrationId }: Subject,
  { locale, onCheck, signal }: TestOptions,
): Promise<ConnectionTest> {
  const checks: ConnectionCheck[] = [];
  const sendsPrices = sync.direction !== 'import' && sync.fields.product.includes('price');
  let prices: InexpressiblePrices | null = null;
  const result = await checkConnection(settings, {
    direction: sync.direction,
    fields: sync.fields,
    signal,
    examine: async (odoo) => {
      if (sendsPrices) prices = await inexpressiblePrices(ctx, odoo, integrationId);
    },
    onCheck: (check) => {
      const told = inWords(check, declared, prices, locale);
      checks.push(told);
      onCheck?.(told);
    },
  });
  return {
    ok: result.ok,
    server_version: result.serverVersion,
    product_count: result.productCount,
    checks,
  };
}

/** A check's result as sentences: what was found, or the cause and the remedy. */
function inWords(
  check: CheckResult,
  declared: string | undefined,
  prices: InexpressiblePrices | null,
  locale: Locale,
): ConnectionCheck {
  const { id, status, code, params = {}, rights = [], hints = [], gone = [] } = check;
  const details = [
    ...rights.filter(({ granted }) => !granted).map((right) => describeRight(right, locale)),
    ...hints.map((hint) => translate(locale, `integrations.test.hints.${hint}`, params)),
    ...(gone.length > 0
      ? [translate(locale, 'integrations.test.methods_gone', { methods: gone.join(', ') })]
      : []),
    ...otherVersion(check, declared, locale),
    ...(id === 'products' && prices ? [describePrices(prices, locale)] : []),
  ];
  const told = details.length > 0 ? { details } : {};
  if (status !== 'failed' || !code) {
    return { id, status, message: translate(locale, `integrations.test.${status}.${id}`, params), ...told };
  }
  if (code !== 'missing_rights') return { id, status, code, ...explainCode(locale, code, params), ...told };
  const count = rights.filter(({ granted }) => !granted).length;
  return {
    id,
    status,
    code,
    message: translate(locale, 'integrations.test.rights_missing', { count }),
    remedy: translate(locale, 'integrations.test.rights_remedy'),
    ...told,
  };
}

/** The server's own word counts; that it is not what was said is told, because it may be another server. */
function otherVersion({ id, params }: CheckResult, declared: string | undefined, locale: Locale): string[] {
  const version = id === 'reachable' ? params?.version : undefined;
  if (typeof version !== 'string' || declared === undefined || isDeclared(declared, version)) return [];
  return [translate(locale, 'integrations.test.other_version', { declared, version })];
}

function describePrices(
  { total, count, example, mend, digits }: InexpressiblePrices,
  locale: Locale,
): string {
  const { price, billed } = example;
  return translate(locale, 'integrations.test.prices', { total, count, price, billed, mend, digits });
}

function describeRight({ model, operation, absent, groups }: CheckedRight, locale: Locale): string {
  if (absent) return translate(locale, 'integrations.test.absent_model', { model });
  return translate(locale, 'integrations.test.missing_right', {
    model,
    operation: translate(locale, `integrations.test.operations.${operation}`),
    groups: groups.join(' · '),
  });
}
