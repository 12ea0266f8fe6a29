import { connect } from './connect';
import { OdooError } from './errors';
import { parseBaseUrl } from './transport/base-url';

export interface Discovery {
  /** The address as it should be: scheme added, slashes and the client's own paths taken off. */
  url: string;
  serverVersion: string | null;
  transport: 'xmlrpc' | 'json2' | null;
  /** Proposals only: many servers hide the list, some show databases that are not theirs (FACTS.md A, Databases). */
  databases: string[] | null;
  error: OdooError | null;
}

/** What a server tells without a login, for the connection form to propose. Never throws for what the server does. */
export async function discover(
  typedUrl: string,
  {
    allowInsecure,
    timeoutMs = 10_000,
    signal,
  }: { allowInsecure: boolean; timeoutMs?: number; signal?: AbortSignal },
): Promise<Discovery> {
  const found: Discovery = {
    url: typedUrl.trim(),
    serverVersion: null,
    transport: null,
    databases: null,
    error: null,
  };
  try {
    const base = parseBaseUrl(typedUrl, allowInsecure);
    found.url = withoutClientPath(base);
    const nobody = { database: '', username: '', apiKey: '' };
    const connection = await connect(
      { url: found.url, ...nobody, transport: 'auto', timeoutMs, workers: 1, allowInsecure },
      signal,
    );
    found.serverVersion = connection.version.serie;
    found.transport = connection.transport.kind;
    const listed = await connection.transport.listDatabases({ timeoutMs, signal }).catch(() => null);
    found.databases = listed ?? hostedName(base);
    await connection.transport.close();
  } catch (error) {
    if (!(error instanceof OdooError)) throw error;
    found.error = error;
  }
  return found;
}

/** People paste what the browser shows: "https://x.odoo.com/web#action=…", "…/odoo/products". */
function withoutClientPath(base: URL): string {
  return `${base.origin}${base.pathname.replace(/\/(web|odoo|xmlrpc|jsonrpc|json)(\/.*)?$/, '')}`.replace(
    /\/$/,
    '',
  );
}

/** Hosted databases are named after their address: votredb.odoo.com → votredb. */
function hostedName(base: URL): string[] | null {
  const name = /^([a-z0-9-]+)\.odoo\.com$/.exec(base.hostname)?.[1];
  return name ? [name] : null;
}
