import { createHash, randomBytes } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import postgres from 'postgres';
import { connect, type Database } from '@/db/client';
import { migrate } from '@/db/migrate';
import { installQueues } from '@/jobs/install';

const MIGRATIONS = fileURLToPath(new URL('../../db/migrations', import.meta.url));
const TEMPLATE_LOCK = 7204;

/** The template's name, looked up once in a process: migrations do not change while tests run. */
let template: Promise<string> | undefined;

export interface TestDatabase {
  readonly url: string;
  readonly sql: postgres.Sql;
  readonly db: Database;
  /** Keeps the database as it is now; the answer puts it back. Connections are cut both times, and come back. */
  backup(): Promise<() => Promise<void>>;
  /** Closes the connections and removes the database. */
  drop(): Promise<void>;
}

/**
 * A fresh, migrated database of its own, copied from a template in some tens of milliseconds.
 * Needs `TEST_DATABASE_URL`, which the test run's set-up provides.
 */
export async function createTestDatabase(): Promise<TestDatabase> {
  const server = process.env.TEST_DATABASE_URL;
  if (!server) throw new Error('TEST_DATABASE_URL is not set: run the tests through vitest or `npm test`.');
  const admin = postgres(server, { max: 1, onnotice: () => undefined });
  try {
    template ??= ensureTemplate(admin, server);
    const name = `test_${randomBytes(6).toString('hex')}`;
    await admin`create database ${admin(name)} template ${admin(await template)}`;
    const url = withDatabase(server, name);
    const { db, sql, close } = connect(url);
    return {
      url,
      sql,
      db,
      backup: () => backup(server, name),
      drop: () => dropDatabase(server, name, close),
    };
  } finally {
    await admin.end({ timeout: 5 });
  }
}

/** Makes the template once per state of the migrations; other processes wait for it. */
async function ensureTemplate(admin: postgres.Sql, server: string): Promise<string> {
  const name = `template_${await hashOfMigrations()}`;
  await admin`select pg_advisory_lock(${TEMPLATE_LOCK})`;
  try {
    const [found] = await admin`select 1 from pg_database where datname = ${name}`;
    if (found) return name;
    const unfinished = `${name}_${randomBytes(3).toString('hex')}`;
    await admin`create database ${admin(unfinished)}`;
    const { db, close } = connect(withDatabase(server, unfinished), { max: 2 });
    try {
      await migrate(db);
      await installQueues(withDatabase(server, unfinished));
    } finally {
      await close();
    }
    await admin`alter database ${admin(unfinished)} rename to ${admin(name)}`;
    return name;
  } finally {
    await admin`select pg_advisory_unlock(${TEMPLATE_LOCK})`;
  }
}

async function hashOfMigrations(): Promise<string> {
  const hash = createHash('sha256');
  const files = (await readdir(MIGRATIONS, { recursive: true })).filter((name) => /\.(sql|json)$/.test(name));
  for (const file of files.sort()) hash.update(file).update(await readFile(path.join(MIGRATIONS, file)));
  return hash.digest('hex').slice(0, 16);
}

async function backup(server: string, name: string): Promise<() => Promise<void>> {
  const copy = `${name}_backup`;
  await asAdmin(server, async (admin) => {
    // A template must have no connection but this one.
    await admin`select pg_terminate_backend(pid) from pg_stat_activity where datname = ${name}`;
    await admin`create database ${admin(copy)} template ${admin(name)}`;
  });
  return () =>
    asAdmin(server, async (admin) => {
      await admin`drop database ${admin(name)} with (force)`;
      await admin`alter database ${admin(copy)} rename to ${admin(name)}`;
    });
}

async function asAdmin(server: string, work: (admin: postgres.Sql) => Promise<void>): Promise<void> {
  const admin = postgres(server, { max: 1, onnotice: () => undefined });
  try {
    await work(admin);
  } finally {
    await admin.end({ timeout: 5 });
  }
}

async function dropDatabase(server: string, name: string, close: () => Promise<void>): Promise<void> {
  await close();
  await asAdmin(server, async (admin) => {
    await admin`drop database if exists ${admin(name)} with (force)`;
  });
}

function withDatabase(server: string, name: string): string {
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
}
