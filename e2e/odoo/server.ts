import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { MODELS, MODULES, type ModuleName } from './models/all';
import { Clock } from './orm/clock';
import { Database } from './orm/database';
import { Env } from './orm/env';
import { OdooFault } from './orm/faults';
import { type OdooVersion, odooVersion } from './version';
import { runTransaction } from './wire/call';
import type { CallRecord, Hooks, Served } from './wire/hooks';
import { route } from './wire/http';
import { Logins } from './wire/login';

export interface OdooOptions {
  /** 14 … 20, "17.0" and "saas~19.4" too. */
  readonly version: OdooVersion | string;
  /** 0 or nothing: a free port. */
  readonly port?: number;
  /** Name of the database; "odoo" unless said. */
  readonly database?: string;
  /** Besides sales and inventory. */
  readonly modules?: readonly ModuleName[];
  /** Runs once as the administrator before the server answers. */
  readonly seed?: (env: Env) => void;
  /** Milliseconds since 1970, fractions welcome; the machine's clock unless said. */
  readonly now?: () => number;
  /** `--no-database-list`. */
  readonly hideDatabases?: boolean;
  readonly hooks?: Hooks;
  /** What it says it is, when not its own series: "21.3", "saas~19.1+e". */
  readonly release?: string;
  /** How late a replica answers what only reads, over JSON-2. */
  readonly replicaLagMs?: number;
  /** Methods that no model has any more. */
  readonly without?: readonly string[];
  /** XML-RPC is gone, as Odoo has announced for 22. */
  readonly withoutXmlRpc?: boolean;
}

export interface RunningOdoo {
  readonly url: string;
  readonly port: number;
  /** Name of the database. */
  readonly database: string;
  readonly db: Database;
  /** Every object call that reached the server, in order of arrival. */
  readonly log: readonly CallRecord[];
  /** What may delay, replace or spoil an answer; may be changed while the server runs. */
  readonly hooks: Hooks;
  /** Does work inside the database as a user (the administrator unless named), in one transaction. */
  as<T>(login: string, work: (env: Env) => T): Promise<T>;
  /** An API key of 40 characters for a user. */
  apiKey(login: string, options?: { scope?: string | false; expires?: string }): Promise<string>;
  close(): Promise<void>;
}

/** Id of the administrator; user 1 is the server itself. */
export const ADMIN = 2;

/** Makes a database without a server, with its seed. */
export function newDatabase(options: OdooOptions): Database {
  const specs = [...MODELS, ...(options.modules ?? []).flatMap((name) => MODULES[name])];
  const db = new Database(
    options.database ?? 'odoo',
    odooVersion(options.version),
    specs,
    new Clock(options.now),
    new Set(options.without),
  );
  db.replicaLagMs = options.replicaLagMs ?? 0;
  const env = new Env(db, db.begin(), ADMIN, { active_test: false }, true);
  for (const spec of specs) {
    if ((spec.since ?? 0) > db.caps.version || (spec.until ?? 99) < db.caps.version) continue;
    spec.seed?.(env);
  }
  if (options.seed) {
    options.seed(new Env(db, db.begin(), ADMIN, {}, true));
  }
  return db;
}

/** Starts a stand-in Odoo on 127.0.0.1 and resolves when it answers. */
export async function startOdoo(options: OdooOptions): Promise<RunningOdoo> {
  const db = newDatabase(options);
  const log: CallRecord[] = [];
  const hooks: Hooks = { ...options.hooks };
  const served: Served = {
    db,
    hooks,
    log,
    logins: new Logins(db, options.now),
    hideDatabases: options.hideDatabases ?? false,
    release: options.release ?? db.caps.serie,
    withoutXmlRpc: options.withoutXmlRpc ?? false,
  };
  const server = createServer({ keepAlive: false }, (request, response) => {
    answer(served, request, response);
  });
  server.timeout = 0;
  const port = await listen(server, options.port ?? 0);
  const as = async <T>(login: string, work: (env: Env) => T): Promise<T> => {
    const uid = [...db.table('res.users').where('login', login)][0];
    if (uid === undefined) throw new Error(`No user ${login}`);
    return runTransaction(db, db.begin(), (tx) => work(new Env(db, tx, uid)));
  };
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    database: db.name,
    db,
    log,
    hooks,
    as,
    apiKey: (login, given = {}) => as('admin', (env) => makeKey(env, login, given)),
    close: () => closed(server),
  };
}

async function answer(served: Served, request: IncomingMessage, response: ServerResponse): Promise<void> {
  try {
    await route(served, request, response);
  } catch (error) {
    if (!(error instanceof OdooFault)) console.error(error);
    if (!response.headersSent)
      response.writeHead(500, { 'Content-Type': 'text/html; charset=utf-8', Connection: 'close' });
    response.end();
  }
}

function makeKey(env: Env, login: string, given: { scope?: string | false; expires?: string }): string {
  const sudo = env.sudo();
  const user = [...env.db.table('res.users').where('login', login)][0];
  if (user === undefined) throw new Error(`No user ${login}`);
  const bytes = crypto.getRandomValues(new Uint8Array(20));
  const key = Buffer.from(bytes).toString('hex');
  sudo.model('res.users.apikeys').create({
    name: 'key',
    user_id: user,
    scope: given.scope ?? 'rpc',
    key,
    expiration_date: given.expires ?? false,
  });
  return key;
}

const givenOut = new Set<number>();

/** At a port that no server of this process had before: whoever speaks to Odoo remembers it by its address. */
async function listen(server: Server, wanted: number): Promise<number> {
  await new Promise<void>((resolve) => server.listen(wanted, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  if (wanted !== 0 || !givenOut.has(port)) {
    givenOut.add(port);
    return port;
  }
  await new Promise((resolve) => server.close(resolve));
  return listen(server, wanted);
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
