import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';
import { createFirstAdmin, needsSetup } from '@/lib/auth/users';
import { SYSTEM } from '@/lib/context';
import { readEnv } from '@/lib/env';
import { contextOf, openRuntime } from '@/lib/runtime';
import { loadState, writePrivately } from './demo/state';
import { ensureBuild } from './support/build';
import { demoEnvFile } from './support/environment';
import { spawnGuarded } from './support/guarded-process';
import { freePort, startLocalPostgres } from './support/local-postgres';
import { startOdooProgram } from './support/odoo';
import { prepareDatabase, startProgram, startWeb } from './support/product';

/**
 * `npm run demo`: the whole product on one machine, with nothing installed beforehand. PORT, DATA_DIR and
 * DEMO_ODOO=off are honoured. Everything it starts ends with it; its data stays in DATA_DIR.
 */
const ADMIN = 'admin@example.com';
const BUCKET = 'products-manager';
/** The object store of the demo knows these keys only. */
const STORE_KEY = 'S3RVER';

const stops: (() => Promise<unknown>)[] = [];
let ending = false;

const dataDir = path.resolve(process.env.DATA_DIR ?? '.data');
await mkdir(dataDir, { recursive: true });
const logFile = path.join(dataDir, 'demo.log');
const log = createWriteStream(logFile, { flags: 'a' });
const record = (text: string) => void log.write(text);

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void end(0));

try {
  await start();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\nThe log is ${logFile}\n`);
  await end(1);
}

async function start(): Promise<void> {
  const port = await webPort();
  const state = await loadState(dataDir, freePort);

  const building = ensureBuild((text) => {
    record(text);
    if (text.startsWith('Building'))
      say('Building the web application (the first time takes about a minute) …');
  });
  building.catch(() => undefined);

  say('Starting PostgreSQL …');
  const database = await startLocalPostgres({
    dataDir: path.join(dataDir, 'postgres'),
    password: state.databasePassword,
  });
  stops.unshift(() => database.stop());

  const environment: Record<string, string> = {
    DATABASE_URL: await prepareDatabase(database.url, 'products_manager'),
    APP_URL: `http://localhost:${port}`,
    AUTH_SECRET: state.authSecret,
    ENCRYPTION_KEYS: state.encryptionKeys,
    DATA_DIR: dataDir,
    PORT: String(port),
    LOG_LEVEL: process.env.LOG_LEVEL ?? 'info',
    ...(await startObjectStore()),
  };
  await writePrivately(demoEnvFile(dataDir), toEnvFile(environment));
  const isNew = await createAdministrator(environment, state.adminPassword);

  const odoo = process.env.DEMO_ODOO === 'off' ? undefined : await startOdoo(state.odooPort);
  await building;

  say('Starting the web application and a worker …');
  const env = { ...process.env, ...environment };
  const web = await startWeb(port, env, record);
  stops.unshift(() => web.stop());
  const worker = startProgram('jobs/worker.ts', [], env, record);
  stops.unshift(() => worker.stop());
  for (const [name, { exited }] of Object.entries({ web, worker })) void exited.then(() => ended(name));

  say('');
  say(`  Products Manager   http://localhost:${port}`);
  say(`  E-mail             ${ADMIN}`);
  say(`  Password           ${state.adminPassword}${isNew ? '' : '   (unless you changed it)'}`);
  if (odoo) {
    say('');
    say('  A stand-in Odoo to connect (Settings → Integrations → Add → Odoo)');
    say(`  URL                ${odoo.url}`);
    say(`  Database           ${odoo.database}`);
    say(`  Username           ${odoo.login}`);
    say(`  API key            ${odoo.api_key}`);
  }
  say('');
  say(`  Data ${dataDir} · log ${logFile} · Ctrl-C stops everything`);
}

async function startObjectStore(): Promise<Record<string, string>> {
  const port = await freePort();
  const folder = path.join(dataDir, 'objects');
  await mkdir(folder, { recursive: true });
  const args = [
    '-d',
    folder,
    '-a',
    '127.0.0.1',
    '-p',
    String(port),
    '--silent',
    '--configure-bucket',
    BUCKET,
  ];
  const store = spawnGuarded(process.execPath, ['node_modules/s3rver/bin/s3rver.js', ...args], {
    onOutput: record,
  });
  stops.unshift(() => store.stop());
  return {
    MINIO_ENDPOINT: `http://127.0.0.1:${port}`,
    MINIO_ACCESS_KEY: STORE_KEY,
    MINIO_SECRET_KEY: STORE_KEY,
    MINIO_BUCKET: BUCKET,
  };
}

async function startOdoo(port: number) {
  say('Starting a stand-in Odoo …');
  const options = { port, version: '17.0', stateFile: path.join(dataDir, 'odoo.json'), seed: 'shop' };
  const odoo = await startOdooProgram(options, record);
  stops.unshift(() => odoo.process.stop());
  return odoo.connection;
}

/** True when the administrator was made just now. */
async function createAdministrator(environment: Record<string, string>, password: string): Promise<boolean> {
  const system = openRuntime(readEnv({ ...environment, LOG_LEVEL: 'warn' }), { maxConnections: 2 });
  try {
    if (!(await needsSetup(system.db))) return false;
    await createFirstAdmin(contextOf(system, SYSTEM), {
      email: ADMIN,
      name: 'Administrateur',
      password,
      locale: 'fr',
    });
    return true;
  } finally {
    await system.close();
  }
}

/** PORT if it is given, else 3000, else any free one. */
async function webPort(): Promise<number> {
  const wanted = Number(process.env.PORT ?? 3000);
  const free = await new Promise<boolean>((resolve) => {
    const probe = createServer()
      .once('error', () => resolve(false))
      .listen(wanted, () => probe.close(() => resolve(true)));
  });
  if (free) return wanted;
  if (process.env.PORT) throw new Error(`Port ${wanted} is taken: choose another with PORT=…`);
  return freePort();
}

function toEnvFile(environment: Record<string, string>): string {
  return Object.entries(environment)
    .map(([name, value]) => `${name}='${value}'\n`)
    .join('');
}

function ended(name: string): void {
  if (ending) return;
  process.stderr.write(`The ${name} process ended by itself: see ${logFile}\n`);
  void end(1);
}

async function end(code: number): Promise<void> {
  if (ending) return;
  ending = true;
  if (code === 0) say('\nStopping …');
  for (const stop of stops) await stop().catch(() => undefined);
  log.end(() => process.exit(code));
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
