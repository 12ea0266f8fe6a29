import { looksLikeKey } from './api-key';
import { type Connection, connect, login } from './connect';
import { OdooError, type OdooErrorCode, type OdooErrorParams } from './errors';
import { findHints, type Hint } from './intentions/check-hints';
import { type CheckedRight, checkRights } from './intentions/check-rights';
import { findMissingMethods } from './intentions/missing-methods';
import { type Needs, neededRights } from './needed-rights';
import { openSession } from './open-session';
import { countRows } from './rows';
import type { OdooSession, OdooSettings } from './session';
import { isNewer, KNOWN_UP_TO, serieOf } from './version';

export const CHECK_IDS = ['reachable', 'authentication', 'database', 'permissions', 'products'] as const;
export type CheckId = (typeof CHECK_IDS)[number];

export interface ConnectionCheck {
  id: CheckId;
  status: 'ok' | 'failed' | 'skipped';
  /** Of a failure: an OdooErrorCode, `missing_rights` or `no_products_app`. Its sentences are translated by it. */
  code?: OdooErrorCode | 'missing_rights' | 'no_products_app';
  params?: OdooErrorParams;
  /** Every right that was asked for; `missing` are those not granted. */
  rights?: CheckedRight[];
  missing?: CheckedRight[];
  hints?: Hint[];
  /** Methods that this Odoo no longer has. */
  gone?: readonly string[];
}

/** What else is asked of an Odoo whose products are seen; told with the check of the products. */
export type Examination = (odoo: OdooSession) => Promise<void>;

export interface ConnectionReport {
  ok: boolean;
  serverVersion: string | null;
  transport: 'xmlrpc' | 'json2' | null;
  productCount: number | null;
  checks: ConnectionCheck[];
}

/** Quick to give up: a person waits. One attempt each, so that a wrong password is never hammered. */
const NO_RETRY = { retries: 0 };

/**
 * The five checks of the connection test, each as it ends; the generator's return value is the report. Never throws
 * for what Odoo or the network does.
 */
export async function* runChecks(
  settings: OdooSettings,
  needs: Needs & { examine?: Examination },
  signal?: AbortSignal,
): AsyncGenerator<ConnectionCheck, ConnectionReport, undefined> {
  const report: ConnectionReport = {
    ok: false,
    serverVersion: null,
    transport: null,
    productCount: null,
    checks: [],
  };
  const done = (check: ConnectionCheck) => {
    report.checks.push(check);
    return check;
  };
  for await (const check of checksInOrder(settings, needs, report, signal)) yield done(check);
  const seen = new Set(report.checks.map(({ id }) => id));
  for (const id of CHECK_IDS) if (!seen.has(id)) yield done({ id, status: 'skipped' });
  report.ok = report.checks.every(({ status }) => status === 'ok');
  return report;
}

/** `runChecks` for who wants the whole report, with each check told on the way. */
export async function checkConnection(
  settings: OdooSettings,
  {
    onCheck,
    signal,
    ...needs
  }: Needs & { examine?: Examination; onCheck?: (check: ConnectionCheck) => void; signal?: AbortSignal },
): Promise<ConnectionReport> {
  const checks = runChecks(settings, needs, signal);
  for (;;) {
    const step = await checks.next();
    if (step.done) return step.value;
    onCheck?.(step.value);
  }
}

async function* checksInOrder(
  settings: OdooSettings,
  needs: Needs & { examine?: Examination },
  report: ConnectionReport,
  signal: AbortSignal | undefined,
): AsyncGenerator<ConnectionCheck> {
  const options = { timeoutMs: settings.timeoutMs, signal };
  let session: OdooSession;
  try {
    const connection = await connect(settings, signal);
    report.serverVersion = connection.version.version;
    report.transport = connection.transport.kind;
    const { version } = connection.version;
    const hints: Hint[] = isNewer(connection.version, KNOWN_UP_TO) ? ['newer_than_known'] : [];
    yield { id: 'reachable', status: 'ok', params: { version, known: serieOf(KNOWN_UP_TO) }, hints };
    try {
      await login(connection, settings, options);
      const params = { transport: connection.transport.kind, reason: connection.reason };
      yield { id: 'authentication', status: 'ok', params, hints: hintsOnTransport(connection) };
    } catch (error) {
      if (!isUnknownDatabase(error)) return yield failed('authentication', error);
      const databases = await connection.transport.listDatabases(options).catch(() => []);
      yield { id: 'authentication', status: 'skipped' };
      return yield failed('database', error, { databases });
    } finally {
      await connection.transport.close();
    }
  } catch (error) {
    return yield failed('reachable', error);
  }
  try {
    session = await openSession(settings, { retry: NO_RETRY, signal });
    yield { id: 'database', status: 'ok', params: { database: settings.database } };
  } catch (error) {
    return yield failed('database', error);
  }
  try {
    yield await checkPermissions(session, settings, needs);
    yield await countProducts(session, report, needs.examine);
  } finally {
    await session.close();
  }
}

async function checkPermissions(
  odoo: OdooSession,
  settings: OdooSettings,
  needs: Needs,
): Promise<ConnectionCheck> {
  try {
    const rights = await checkRights(odoo, neededRights(needs, odoo.capabilities));
    const hints = await findHints(odoo, needs, looksLikeKey(settings.apiKey));
    const { gone, impossible } = await findMissingMethods(odoo, needs);
    const told = { id: 'permissions' as const, rights, hints, ...(gone.length > 0 ? { gone } : {}) };
    const missing = rights.filter(({ granted }) => !granted);
    if (missing.length > 0) return { ...told, status: 'failed', code: 'missing_rights', missing };
    if (impossible.length === 0) return { ...told, status: 'ok' };
    return {
      ...told,
      status: 'failed',
      code: 'unknown_method',
      params: { method: gone.join(', '), impossible },
    };
  } catch (error) {
    return failed('permissions', error);
  }
}

async function countProducts(
  odoo: OdooSession,
  report: ConnectionReport,
  examine?: Examination,
): Promise<ConnectionCheck> {
  try {
    const count = await countRows(odoo, 'product.template', [['active', '=', true]]);
    report.productCount = count;
    await examine?.(odoo).catch(unlessOdoo);
    return { id: 'products', status: 'ok', params: { count } };
  } catch (error) {
    if (error instanceof OdooError && error.code === 'unknown_model') {
      return { id: 'products', status: 'failed', code: 'no_products_app' };
    }
    return failed('products', error);
  }
}

/** Which protocol was taken and why, where there was a choice. */
function hintsOnTransport({ reason, version }: Connection): Hint[] {
  if (reason === 'chosen' || reason === 'no_json2') return [];
  return reason === 'password' && version.major < 19 ? [] : [`transport_${reason}`];
}

/** What an examination may not see is no failure of the connection. */
function unlessOdoo(error: unknown): void {
  if (!(error instanceof OdooError)) throw error;
}

function isUnknownDatabase(error: unknown): boolean {
  return error instanceof OdooError && error.code === 'database_not_found';
}

function failed(id: CheckId, error: unknown, more: OdooErrorParams = {}): ConnectionCheck {
  if (!(error instanceof OdooError)) throw error;
  return { id, status: 'failed', code: error.code, params: { ...error.params, ...more } };
}
