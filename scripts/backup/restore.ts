import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type postgres from 'postgres';
import { z } from 'zod';
import { connect } from '@/db/client';
import { availableMigrations, countMigrations, migrate } from '@/db/migrate';
import { installQueues } from '@/jobs/install';
import type { Env } from '@/lib/env';
import { storeOf } from '@/lib/storage/open-store';
import { type Manifest, manifestSchema, tar, withFolder } from './archive';
import { continueSequences, readTable } from './tables';

/** What is there, in whichever state, must not be written over. */
const PRECIOUS = ['users', 'integrations', 'products'];

/**
 * Brings a backup back into an empty database and store: the tables as they were, then brought to the schema of this
 * version. All or nothing for the database. Synchronising goes on from there: what happened in Odoo since is read as
 * its changes.
 * @throws Error when the database is not empty, or the backup is of a newer version
 * @returns what was restored, and the ids of keys it needs that ENCRYPTION_KEYS does not have
 */
export async function restore(
  env: Env,
  file: string,
): Promise<{ manifest: Manifest; missingKeys: string[] }> {
  return withFolder(file, async (folder) => {
    await tar('-xzf', file, '-C', folder);
    const manifest = manifestSchema.parse(
      JSON.parse(await readFile(path.join(folder, 'manifest.json'), 'utf8')),
    );
    if (manifest.migrations > (await availableMigrations()))
      throw new Error('The backup was made by a newer version: restore it with that one.');
    const { sql, db, close } = connect(env.DATABASE_URL, { max: 2, prepare: env.DATABASE_PREPARE });
    try {
      if ((await countMigrations(db)) > manifest.migrations)
        throw new Error('The database has tables of a newer version: give it an empty one.');
      await migrate(db, manifest.migrations);
      await sql.begin((tx) => readTables(tx, manifest, path.join(folder, 'tables')));
      await migrate(db);
      await installQueues(env.DATABASE_URL);
      await readPictures(env, sql, path.join(folder, 'objects'));
    } finally {
      await close();
    }
    const known = new Set(env.ENCRYPTION_KEYS.map(({ id }) => id));
    return { manifest, missingKeys: manifest.key_ids.filter((id) => !known.has(id)) };
  });
}

async function readTables(sql: postgres.TransactionSql, { tables }: Manifest, folder: string): Promise<void> {
  for (const name of PRECIOUS) {
    const [row] = await sql`select exists (select 1 from ${sql(name)}) as filled`;
    if (row?.filled) throw new Error('The database is not empty: give it an empty one.');
  }
  for (const table of tables) await readTable(sql, table, folder);
  await continueSequences(sql);
}

async function readPictures(env: Env, sql: postgres.Sql, folder: string): Promise<void> {
  const store = storeOf(env);
  const types = new Map(
    z
      .array(z.object({ sha256: z.string(), content_type: z.string() }))
      .parse(await sql`select distinct sha256, content_type from product_images`)
      .map((row) => [row.sha256, row.content_type]),
  );
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = path.join(entry.parentPath, entry.name);
    const key = path.relative(folder, file).split(path.sep).join('/');
    await store.put(key, await readFile(file), types.get(entry.name) ?? 'application/octet-stream');
  }
}
