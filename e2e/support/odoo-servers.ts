import { type OdooOptions, type RunningOdoo, startOdoo } from '@/e2e/odoo/server';
import { type OdooVersion, odooVersion } from '@/e2e/odoo/version';
import { openSession } from '@/lib/odoo/open-session';
import type { OdooSession, OdooSettings } from '@/lib/odoo/session';
import { playedServer } from './played-on';

const KNOWN: readonly { version: OdooVersion; transport: 'xmlrpc' | 'json2' }[] = [
  { version: 14, transport: 'xmlrpc' },
  { version: 15, transport: 'xmlrpc' },
  { version: 16, transport: 'xmlrpc' },
  { version: 17, transport: 'xmlrpc' },
  { version: 18, transport: 'xmlrpc' },
  { version: 19, transport: 'xmlrpc' },
  { version: 19, transport: 'json2' },
  { version: 19.4, transport: 'xmlrpc' },
  { version: 19.4, transport: 'json2' },
  { version: 20, transport: 'xmlrpc' },
  { version: 20, transport: 'json2' },
];

const asked = playedServer();

/**
 * Every server the contract suite runs on: all versions over XML-RPC, those from 19 over JSON-2 too (see startServer);
 * or the one that is asked for.
 */
export const SERVERS = asked ? [asked] : KNOWN;

export interface Server {
  odoo: RunningOdoo;
  settings: OdooSettings;
  /** "19.0", "saas~19.4". */
  serie: string;
  /** A session as the administrator, or as another user by login, with tries that follow at once. */
  open(changes?: Partial<OdooSettings>): Promise<OdooSession>;
  close(): Promise<void>;
}

/**
 * Starts a stand-in server and remembers the sessions opened on it. Later ones than 19 that are spoken to over JSON-2
 * serve nothing else, as Odoo has announced for the versions to come: no read is taken over by XML-RPC.
 */
export async function startServer(
  version: OdooOptions['version'],
  transport: 'xmlrpc' | 'json2' = 'xmlrpc',
  options: Partial<OdooOptions> = {},
): Promise<Server> {
  return serve(asked ?? { version: odooVersion(version), transport }, options);
}

/** As `startServer`, whatever all stories are asked to be played on: for what is true of this version alone. */
export async function startServerItself(
  version: OdooOptions['version'],
  transport: 'xmlrpc' | 'json2' = 'xmlrpc',
  options: Partial<OdooOptions> = {},
): Promise<Server> {
  return serve({ version: odooVersion(version), transport }, options);
}

async function serve(
  on: { version: OdooVersion; transport: 'xmlrpc' | 'json2' },
  options: Partial<OdooOptions>,
): Promise<Server> {
  const withoutXmlRpc = on.transport === 'json2' && on.version > 19;
  const odoo = await startOdoo({ version: on.version, database: 'shop', withoutXmlRpc, ...options });
  const settings: OdooSettings = {
    url: odoo.url,
    database: odoo.database,
    username: 'admin',
    apiKey: await odoo.apiKey('admin'),
    transport: on.transport,
    timeoutMs: 20_000,
    imageTimeoutMs: 20_000,
    workers: 4,
    allowInsecure: false,
  };
  const sessions: OdooSession[] = [];
  return {
    odoo,
    settings,
    serie: odoo.db.caps.serie,
    open: async (changes = {}) => {
      const retry = { retries: 4, minTimeoutMs: 5, maxTimeoutMs: 50 };
      const session = await openSession({ ...settings, ...changes }, { retry });
      sessions.push(session);
      return session;
    },
    close: async () => {
      await Promise.all(sessions.map((session) => session.close()));
      await odoo.close();
    },
  };
}
