import { readdirSync } from 'node:fs';
import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { integrations } from '@/db/schema/integrations';
import { needsSetup } from '@/lib/auth/users';
import { areSearchKeysStale } from '@/lib/catalogue/search-keys';
import { keyIdOf, sealedSecrets } from '@/lib/crypto/sealed-secrets';
import { type Env, EnvError, readEnv } from '@/lib/env';
import { checkHealth } from '@/lib/health';
import { openRuntime, type Runtime } from '@/lib/runtime';
import { loadEnvironment } from '../support/environment';
import { sharesConnections } from './shared-connections';

type Say = (line: string) => void;

/** A person waits for the answer, no load balancer: a busy machine is not a broken one. */
const PATIENCE_SECONDS = 30;

const REMEDIES = {
  database: 'Check DATABASE_URL and that PostgreSQL runs and lets this machine in.',
  schema: 'Run `npm run cli -- migrate`.',
  queue: 'Run `npm run cli -- migrate`.',
  storage:
    'Check MINIO_ENDPOINT, MINIO_ACCESS_KEY, MINIO_SECRET_KEY and MINIO_BUCKET, or that DATA_DIR can be written.',
} as const;

/** Looks at everything an operator can get wrong; says what is and how to mend it. Returns the exit code. */
export async function diagnose(say: Say): Promise<number> {
  const report = new Report(say);
  const environment = readEnvironment(report);
  if (!environment) return 1;
  if (
    environment.DATABASE_PREPARE &&
    (await sharesConnections(environment.DATABASE_URL).catch(() => false))
  ) {
    report.bad(
      'DATABASE_URL leads to a pooler that gives each transaction another connection',
      'Set DATABASE_PREPARE=false, or let the pooler work in session mode.',
    );
    return 1;
  }
  const system = openRuntime({ ...environment, LOG_LEVEL: 'silent' }, { maxConnections: 4 });
  try {
    for (const { name, ok, error } of await checkHealth(system, PATIENCE_SECONDS)) {
      if (ok) report.good(name);
      else report.bad(`${name}: ${reasonOf(error)}`, REMEDIES[name]);
    }
    if (report.problems === 0) await lookInside(system, report);
  } finally {
    await system.close();
  }
  say(report.problems === 0 ? 'All is well.' : `${report.problems} to mend.`);
  return report.problems === 0 ? 0 : 1;
}

function readEnvironment(report: Report): Env | undefined {
  loadEnvironment();
  try {
    const env = readEnv(process.env);
    report.good('environment');
    const address = new URL(env.APP_URL);
    if (address.protocol === 'http:' && !['localhost', '127.0.0.1', '[::1]'].includes(address.hostname)) {
      report.warn(
        'APP_URL is plain http',
        'Serve the application over https, so that sessions cannot be read on the way.',
      );
    }
    if (env.ALLOW_INSECURE_ODOO)
      report.warn('ALLOW_INSECURE_ODOO is on', 'Odoo keys may travel unencrypted.');
    if (!env.MINIO_ENDPOINT) {
      report.warn(
        'Images are files under DATA_DIR',
        'With several web or worker machines, set MINIO_*: they must share the images.',
      );
    }
    return env;
  } catch (error) {
    if (!(error instanceof EnvError)) throw error;
    for (const { variable, message } of error.problems) report.bad(variable, message);
    return undefined;
  }
}

async function lookInside(system: Runtime, report: Report): Promise<void> {
  const { db } = system;
  const wanted = readdirSync('db/migrations').filter((file) => file.endsWith('.sql')).length;
  const [applied] = z
    .array(z.object({ count: z.coerce.number() }))
    .parse(await db.execute(sql`select count(*) as count from drizzle.__drizzle_migrations`));
  if ((applied?.count ?? 0) < wanted) report.bad('The database is of an older version', REMEDIES.schema);
  else report.good('migrations');

  if (await needsSetup(db))
    report.bad('There is no administrator', 'Open /setup, or run `npm run cli -- admin:create --email …`.');
  else report.good('administrator');

  const [worker] = z
    .array(z.object({ seen: z.boolean() }))
    .parse(
      await db.execute(
        sql`select exists (select 1 from pg_stat_activity where application_name = 'products-manager worker') as seen`,
      ),
    );
  if (worker?.seen) report.good('worker');
  else
    report.bad('No worker is connected', 'Start one: `npm run worker`. Without it nothing is synchronised.');

  await lookAtSecrets(system, report);
  if (await areSearchKeysStale(db))
    report.bad(
      'The search indexes were built by the accent rules of another PostgreSQL',
      'Run `npm run cli -- search:rebuild`; until then searches miss what is there.',
    );
  else report.good('search indexes');

  for (const row of await db.select().from(integrations)) {
    const { state, code } = row.connection;
    if (state === 'ok' || state === 'unknown') report.good(`integration ${row.name}`);
    else report.bad(`${row.name}: ${code ?? state}`, 'Open Settings → Integrations and test the connection.');
  }
}

/** What is encrypted, whether it can be read, and whether an older key is still needed for it. */
async function lookAtSecrets({ db, secrets }: Runtime, report: Report): Promise<void> {
  const older = new Set<string>();
  let unreadable = 0;
  for (const { owner, what, sealed, purpose } of await sealedSecrets(db)) {
    if (!secrets.knows(sealed)) {
      unreadable++;
      report.bad(
        `${owner.kind} ${owner.name}: ${what} is encrypted by key "${keyIdOf(sealed)}"`,
        'Put that key back into ENCRYPTION_KEYS, of the web application and of every worker.',
      );
      continue;
    }
    if (secrets.isOutdated(sealed)) older.add(keyIdOf(sealed));
    try {
      secrets.decrypt(sealed, purpose);
    } catch {
      unreadable++;
      report.bad(
        `${owner.kind} ${owner.name}: ${what} is not what was encrypted`,
        'Enter it again; the row was changed by hand, or ENCRYPTION_KEYS has another key under that id.',
      );
    }
  }
  if (older.size > 0)
    report.warn(`Encrypted by older keys: ${[...older].join(', ')}`, 'Run `npm run cli -- keys:rotate`.');
  else if (unreadable === 0) report.good('secrets');
}

function reasonOf(error: unknown): string {
  return error instanceof Error
    ? error.cause instanceof Error
      ? error.cause.message
      : error.message
    : String(error);
}

class Report {
  problems = 0;
  constructor(private readonly say: Say) {}
  good(what: string): void {
    this.say(`ok    ${what}`);
  }
  warn(what: string, remedy: string): void {
    this.say(`note  ${what}\n      ${remedy}`);
  }
  bad(what: string, remedy: string): void {
    this.problems++;
    this.say(`WRONG ${what}\n      ${remedy}`);
  }
}
