import type { Acquaintance } from './acquaintance';
import { looksLikeKey } from './api-key';
import { OdooError } from './errors';
import { assertNotJustRefused, rememberRefusal } from './login-guard';
import type { OdooSettings } from './session';
import { parseBaseUrl } from './transport/base-url';
import { DEFAULT_LIMITS, OdooHttp } from './transport/http';
import { Json2Transport } from './transport/json2';
import { RedactedTransport } from './transport/redacted';
import type { ServerVersion, Transport, TransportOptions } from './transport/transport';
import { XmlRpcTransport } from './transport/xmlrpc';

/** The series that brought JSON-2. */
const JSON2_SINCE = 19;

/** Why this protocol: it was chosen, or what `auto` found. */
export type TransportReason =
  | 'chosen'
  /** JSON-2: the server has it and takes the key. */
  | 'key_accepted'
  /** XML-RPC: JSON-2 does not take the key (made for something else, ended, or somebody else's). */
  | 'key_refused'
  /** XML-RPC: JSON-2 takes no passwords. */
  | 'password'
  /** XML-RPC: the server is older than JSON-2 (19), or hides it. */
  | 'no_json2'
  /** JSON-2: XML-RPC is gone, as Odoo has announced. */
  | 'no_xmlrpc';

export interface Connection {
  transport: Transport;
  version: ServerVersion;
  reason: TransportReason;
  /** Who the key belongs to, where choosing the protocol has told it already. */
  uid?: number;
  /**
   * XML-RPC beside JSON-2: it always speaks to the primary database, whereas JSON-2 lets a replica answer what only
   * reads, and a replica may lag (addons/rpc/controllers/json2.py, `_web_json_2_rpc_readonly`).
   */
  primary: Transport | null;
}

type ConnectSettings = Omit<
  OdooSettings,
  'companyId' | 'language' | 'imageTimeoutMs' | 'imageBundleBytes' | 'maxCallsPerSecond'
>;

/**
 * Finds the protocol and the version; no login yet, except where the choice hangs on it. `auto` is JSON-2 on servers
 * that have it when the secret is an API key they take (19 and later log a warning at every XML-RPC call), else XML-RPC.
 */
export async function connect(settings: ConnectSettings, signal?: AbortSignal): Promise<Connection> {
  const { http, xmlrpc, json2 } = transportsOf(settings);
  const options: TransportOptions = { timeoutMs: settings.timeoutMs, signal };
  try {
    if (settings.transport === 'json2') {
      return { transport: json2, version: await json2.version(options), reason: 'chosen', primary: xmlrpc };
    }
    if (settings.transport === 'xmlrpc') {
      return { transport: xmlrpc, version: await xmlrpc.version(options), reason: 'chosen', primary: null };
    }
    return await choose(xmlrpc, json2, looksLikeKey(settings.apiKey), options);
  } catch (error) {
    await http.close();
    throw error;
  }
}

/** The conversation that an earlier session has chosen: nothing is asked, nobody logs in. */
export function reconnect(
  settings: ConnectSettings,
  { transport: kind, version, reason, uid }: Acquaintance,
): Connection {
  const { xmlrpc, json2 } = transportsOf(settings);
  const primary = kind === 'json2' && reason !== 'no_xmlrpc' ? xmlrpc : null;
  return { transport: kind === 'json2' ? json2 : xmlrpc, version, reason, uid, primary };
}

function transportsOf(settings: ConnectSettings) {
  const http = new OdooHttp(parseBaseUrl(settings.url, settings.allowInsecure), {
    ...DEFAULT_LIMITS,
    allowInsecure: settings.allowInsecure,
    connections: settings.workers,
  });
  const { database, username, apiKey } = settings;
  const credentials = { database, username, apiKey };
  const xmlrpc = new RedactedTransport(new XmlRpcTransport(http, credentials), apiKey);
  const json2 = new RedactedTransport(new Json2Transport(http, credentials), apiKey);
  return { http, xmlrpc, json2 };
}

async function choose(
  xmlrpc: Transport,
  json2: Transport,
  withKey: boolean,
  options: TransportOptions,
): Promise<Connection> {
  const modern = withKey ? await versionOf(json2, options) : null;
  if (modern) {
    const uid = await json2.authenticate(options).catch(refused);
    if (uid !== null) {
      return { transport: json2, version: modern, reason: 'key_accepted', uid, primary: xmlrpc };
    }
  }
  try {
    const version = await xmlrpc.version(options);
    const reason = modern ? 'key_refused' : withKey ? 'no_json2' : 'password';
    return { transport: xmlrpc, version, reason, primary: null };
  } catch (error) {
    const version = isAbsent(error) ? (modern ?? (await versionOf(json2, options))) : null;
    if (!version) throw error;
    return { transport: json2, version, reason: 'no_xmlrpc', primary: null };
  }
}

/** Version of a server that speaks JSON-2; null when something else answers. Throws when nothing does. */
async function versionOf(json2: Transport, options: TransportOptions): Promise<ServerVersion | null> {
  const version = await json2.version(options).catch(refused);
  return version && version.major >= JSON2_SINCE ? version : null;
}

/** No conversation at all: the other protocol to the same server would only take as long again. */
const SILENT = new Set(['unreachable', 'tls', 'timeout', 'cancelled']);

/** Any refusal is an answer here: what is wrong shows again, and better, on the protocol taken instead. */
function refused(error: unknown): null {
  if (error instanceof OdooError && !SILENT.has(error.code)) return null;
  throw error;
}

/** uid; `access_denied` when Odoo says no, which covers password, key, user and second factor alike. */
export async function login(
  { transport, version, uid: known }: Connection,
  settings: Pick<OdooSettings, 'url' | 'database' | 'username' | 'apiKey'>,
  options: TransportOptions,
): Promise<number> {
  if (known !== undefined) return known;
  const { url, database, username, apiKey } = settings;
  const cools = version.major <= 15;
  if (cools) assertNotJustRefused([url, database, username, apiKey]);
  const uid = await transport.authenticate(options);
  if (uid !== null) return uid;
  if (cools) rememberRefusal([url, database, username, apiKey]);
  throw new OdooError('access_denied', { database, cooldownPossible: cools });
}

function isAbsent(error: unknown): boolean {
  return (
    error instanceof OdooError &&
    error.code === 'not_odoo' &&
    [404, 405, 410].includes(error.params.status ?? 0)
  );
}
