import { randomBytes } from 'node:crypto';
import { appendFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createToken } from '@/lib/auth/api-tokens';
import { createFirstAdmin, createUser } from '@/lib/auth/users';
import { SYSTEM } from '@/lib/context';
import { readEnv } from '@/lib/env';
import { contextOf, openRuntime } from '@/lib/runtime';
import { ensureBuild } from '@/scripts/support/build';
import { freePort, startLocalPostgres } from '@/scripts/support/local-postgres';
import { startOdooProgram } from '@/scripts/support/odoo';
import { prepareDatabase, startProgram, startWeb } from '@/scripts/support/product';
import type { ProductState } from './product-state';

/** The whole product for the browser specs: fresh database, stand-in Odoo, built web application, worker. */
const port = Number(process.env.E2E_PORT);
const stateFile = process.env.E2E_STATE;
if (!port || !stateFile) throw new Error('E2E_PORT and E2E_STATE must be set: playwright.config.ts does.');

const output = (text: string) => void process.stdout.write(text);
/** The most talkative log, in a file for the spec that looks for secrets in it; to be seen here is what went wrong. */
const logInto = (file: string) => (text: string) => {
  appendFileSync(file, text);
  const loud = text.split('\n').filter((line) => !/^\{"level":[1-3]0,/.test(line));
  if (loud.some((line) => line !== '')) output(`${loud.join('\n')}\n`);
};
const quiet = () => undefined;
const stops: (() => Promise<unknown>)[] = [];
let ending = false;
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void end(0));

try {
  await start(stateFile);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  await end(1);
}

async function start(file: string): Promise<void> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'products-manager-e2e-'));
  stops.unshift(() => rm(dataDir, { recursive: true, force: true }));
  stops.unshift(() => rm(file, { force: true }));
  const database = await startLocalPostgres({ password: 'test' });
  stops.unshift(() => database.stop());

  const logFile = path.join(dataDir, 'log');
  const log = logInto(logFile);
  const key = randomBytes(32).toString('base64');
  const environment = {
    DATABASE_URL: await prepareDatabase(database.url, 'e2e'),
    APP_URL: `http://localhost:${port}`,
    AUTH_SECRET: randomBytes(32).toString('hex'),
    ENCRYPTION_KEYS: `e2e:${key}`,
    DATA_DIR: dataDir,
    PORT: String(port),
    LOG_LEVEL: 'trace',
    // The spec that expects letters listens there.
    SMTP_URL: `smtp://127.0.0.1:${process.env.E2E_MAIL_PORT}`,
    MAIL_FROM: 'Products Manager <pm@example.com>',
  };
  const options = { port: await freePort(), version: '17.0', seed: 'shop', pictures: 'templates' } as const;
  const odoo = await startOdooProgram(options, quiet);
  stops.unshift(() => odoo.process.stop());
  const { url, database: name, login, api_key } = odoo.connection;
  const people = await createPeople(environment);
  const state: ProductState = {
    ...people,
    databaseUrl: environment.DATABASE_URL,
    logFile,
    secrets: [environment.AUTH_SECRET, key],
    odoo: { url, database: name, login, api_key },
  };
  await writeFile(file, JSON.stringify(state), { mode: 0o600 });

  await ensureBuild(output);
  const env = { ...process.env, ...environment };
  const worker = startProgram('jobs/worker.ts', [], env, log);
  stops.unshift(() => worker.stop());
  const web = await startWeb(port, env, log);
  stops.unshift(() => web.stop());
}

async function createPeople(
  environment: Record<string, string>,
): Promise<Pick<ProductState, 'admin' | 'viewer' | 'token'>> {
  const system = openRuntime(readEnv(environment), { maxConnections: 2 });
  try {
    const ctx = contextOf(system, SYSTEM);
    const admin = { email: 'admin@example.com', password: 'administrator password' };
    const viewer = { email: 'viewer@example.com', password: 'viewer password' };
    await createFirstAdmin(ctx, { ...admin, name: 'Anne Admin', locale: 'fr' });
    await createUser(ctx, { ...viewer, name: 'Victor Viewer', role: 'viewer', locale: 'fr' });
    return { admin, viewer, token: (await createToken(ctx, { name: 'browser specs', role: 'admin' })).token };
  } finally {
    await system.close();
  }
}

async function end(code: number): Promise<void> {
  if (ending) return;
  ending = true;
  for (const stop of stops) await stop().catch(quiet);
  process.exit(code);
}
