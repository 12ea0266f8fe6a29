import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { sql } from 'drizzle-orm';
import { migrate as applyMigrations } from 'drizzle-orm/postgres-js/migrator';
import { z } from 'zod';
import type { Database } from './client';

const FOLDER = fileURLToPath(new URL('./migrations', import.meta.url));
const JOURNAL = 'meta/_journal.json';
const journalSchema = z.looseObject({ entries: z.array(z.looseObject({ tag: z.string() })) });

/**
 * Brings the database to the schema of this version, or of the first `upTo` migrations. Safe to call from several
 * processes at once: PostgreSQL's advisory lock 7203 queues them.
 */
export async function migrate(db: Database, upTo?: number): Promise<void> {
  const folder = upTo === undefined ? FOLDER : await folderOfFirst(upTo);
  try {
    await db.transaction(async (tx) => {
      await tx.execute('select pg_advisory_xact_lock(7203)');
      await applyMigrations(db, { migrationsFolder: folder });
    });
  } finally {
    if (folder !== FOLDER) await rm(folder, { recursive: true, force: true });
  }
}

/** How many migrations this version has. */
export async function availableMigrations(): Promise<number> {
  return (await readJournal(FOLDER)).entries.length;
}

/** How many migrations the database has had; 0 of an empty one. */
export async function countMigrations(db: Pick<Database, 'execute'>): Promise<number> {
  const table = 'drizzle.__drizzle_migrations';
  const [there] = await db.execute(sql`select to_regclass(${table}) is not null as found`);
  if (!there?.found) return 0;
  const [row] = await db.execute(sql`select count(*)::int as count from drizzle.__drizzle_migrations`);
  return z.object({ count: z.number() }).parse(row).count;
}

/** The migrator applies all that a journal names: a copy whose journal ends earlier. */
async function folderOfFirst(count: number): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'pm-migrations-'));
  await cp(FOLDER, folder, { recursive: true });
  const journal = await readJournal(folder);
  await writeFile(
    path.join(folder, JOURNAL),
    JSON.stringify({ ...journal, entries: journal.entries.slice(0, count) }),
  );
  return folder;
}

async function readJournal(folder: string) {
  return journalSchema.parse(JSON.parse(await readFile(path.join(folder, JOURNAL), 'utf8')));
}
