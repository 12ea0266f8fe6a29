import { OdooError } from './errors';
import { assertNotJustRefused, rememberRefusal } from './login-guard';
import type { OdooSettings } from './session';
import { parseBaseUrl } from './transport/base-url';
import { DEFAULT_LIMITS, OdooHttp } from './transport/http';
import { Json2Transport } from './transport/json2';
import { RedactedTransport } from './transport/redacted';
import type { ServerVersion, Transport, TransportOptions } from './transport/transport';
import { XmlRpcTransport } from './transport/xmlrpc';

export interface Connection {
  transport: Transport;
  version: ServerVersion;
}

type ConnectSettings = Omit<OdooSettings, 'companyId' | 'language' | 'imageTimeoutMs' | 'maxCallsPerSecond'>;

/**
 * Finds the protocol and the version; no login yet. XML-RPC unless JSON-2 is chosen, or XML-RPC is gone (Odoo has
 * announced its end) and the server speaks JSON-2.
 */
export async function connect(settings: ConnectSettings, signal?: AbortSignal): Promise<Connection> {
  const http = new OdooHttp(parseBaseUrl(settings.url, settings.allowInsecure), {
    ...DEFAULT_LIMITS,
    allowInsecure: settings.allowInsecure,
    connections: settings.workers,
  });
  const { database, username, apiKey } = settings;
  const credentials = { database, username, apiKey };
  const xmlrpc = new RedactedTransport(new XmlRpcTransport(http, credentials), apiKey);
  const json2 = new RedactedTransport(new Json2Transport(http, credentials), apiKey);
  const options: TransportOptions = { timeoutMs: settings.timeoutMs, signal };
  const first = settings.transport === 'json2' ? json2 : xmlrpc;
  try {
    return { transport: first, version: await first.version(options) };
  } catch (error) {
    const second =
      settings.transport === 'auto' && isAbsent(error) ? await versionOrNull(json2, options) : null;
    if (second && second.major >= 19) return { transport: json2, version: second };
    await http.close();
    throw error;
  }
}

/** uid; `access_denied` when Odoo says no, which covers password, key, user and second factor alike. */
export async function login(
  { transport, version }: Connection,
  settings: Pick<OdooSettings, 'url' | 'database' | 'username' | 'apiKey'>,
  options: TransportOptions,
): Promise<number> {
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

async function versionOrNull(transport: Transport, options: TransportOptions): Promise<ServerVersion | null> {
  try {
    return await transport.version(options);
  } catch {
    return null;
  }
}
