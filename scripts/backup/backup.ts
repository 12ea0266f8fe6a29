import { createWriteStream } from 'node:fs';
import { access, chmod, mkdir, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { connect } from '@/db/client';
import { countMigrations } from '@/db/migrate';
import { keyIdOf, sealedSecrets } from '@/lib/crypto/sealed-secrets';
import type { Env } from '@/lib/env';
import { storeOf } from '@/lib/storage/open-store';
import type { ObjectStore } from '@/lib/storage/store';
import { type Manifest, tar, withFolder } from './archive';
import { tablesInOrder, writeTable } from './tables';

/**
 * Writes a backup of the database as of one instant, and of all pictures as they came, while the application runs.
 * Whoever has the file has all but the secrets (SECURITY.md): it is readable by its owner alone.
 * @throws Error when the file is there already
 */
export async function backUp(env: Env, file: string): Promise<Manifest> {
  if (await exists(file)) throw new Error(`${file} is there already.`);
  return withFolder(file, async (folder) => {
    const tables = path.join(folder, 'content', 'tables');
    await mkdir(tables, { recursive: true });
    const database = await writeDatabase(env, tables);
    const pictures = await writePictures(storeOf(env), path.join(folder, 'content', 'objects'));
    const manifest: Manifest = { format: 1, made_at: new Date().toISOString(), ...database, pictures };
    await writeFile(path.join(folder, 'content', 'manifest.json'), JSON.stringify(manifest, null, 2));
    const unfinished = path.join(folder, 'backup');
    await tar('-czf', unfinished, '-C', path.join(folder, 'content'), '.');
    await chmod(unfinished, 0o600);
    await rename(unfinished, file);
    return manifest;
  });
}

async function writeDatabase(
  { DATABASE_URL, DATABASE_PREPARE }: Env,
  folder: string,
): Promise<Pick<Manifest, 'migrations' | 'tables' | 'key_ids'>> {
  const { sql, db, close } = connect(DATABASE_URL, { max: 2, prepare: DATABASE_PREPARE });
  try {
    const migrations = await countMigrations(db);
    const ids = (await sealedSecrets(db)).map(({ sealed }) => keyIdOf(sealed));
    const tables = await sql.begin('isolation level repeatable read read only', async (tx) => {
      const all = await tablesInOrder(tx);
      for (const table of all) await writeTable(tx, table, folder);
      return all;
    });
    return { migrations, tables, key_ids: [...new Set(ids)].filter((id) => id !== '') };
  } finally {
    await close();
  }
}

async function writePictures(store: ObjectStore, folder: string): Promise<number> {
  await mkdir(folder, { recursive: true });
  let count = 0;
  for await (const { key } of store.list('images/')) {
    const object = await store.get(key);
    if (!object) continue;
    const file = path.join(folder, key);
    await mkdir(path.dirname(file), { recursive: true });
    await pipeline(object.stream, createWriteStream(file));
    count++;
  }
  return count;
}

function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}
