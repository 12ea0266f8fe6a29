import { randomUUID } from 'node:crypto';
import { mkdir, open, readdir, rename, rm, stat, utimes } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import type { ObjectStore } from './store';

const KEY = /^[a-z0-9]+(\/[a-z0-9-]+)+$/;
const missing = z.object({ code: z.enum(['ENOENT', 'ENOTDIR']) });

/** Objects as files under a folder. Written beside and renamed, so that no reader sees half a file. */
export function createFileStore(folder: string): ObjectStore {
  const pathOf = (key: string) => {
    if (!KEY.test(key)) throw new Error(`not an object key: ${key}`);
    return path.join(/*turbopackIgnore: true*/ folder, key);
  };
  const sizeOf = (file: string) =>
    stat(file)
      .then(({ size }) => size)
      .catch(nullIfMissing);
  const store: ObjectStore = {
    async put(key, bytes) {
      const file = pathOf(key);
      if ((await sizeOf(file)) === bytes.length) {
        await utimes(file, new Date(), new Date());
        return;
      }
      await mkdir(path.dirname(file), { recursive: true });
      const unfinished = `${file}.${randomUUID()}`;
      try {
        const handle = await open(unfinished, 'w');
        try {
          await handle.writeFile(bytes);
          await handle.sync();
        } finally {
          await handle.close();
        }
        await rename(unfinished, file);
      } catch (error) {
        await rm(unfinished, { force: true });
        throw error;
      }
    },
    async get(key) {
      const handle = await open(pathOf(key), 'r').catch(nullIfMissing);
      if (!handle) return null;
      const { size } = await handle.stat();
      return { stream: handle.createReadStream(), size };
    },
    has: async (key) => (await sizeOf(pathOf(key))) !== null,
    async *list(prefix) {
      const names = await readdir(path.join(/*turbopackIgnore: true*/ folder, prefix), {
        recursive: true,
      }).catch(nullIfMissing);
      for (const name of names ?? []) {
        const key = prefix + name.split(path.sep).join('/');
        const entry = KEY.test(key) ? await stat(pathOf(key)).catch(nullIfMissing) : null;
        if (entry?.isFile()) yield { key, putAt: entry.mtime };
      }
    },
    delete: (key) => rm(pathOf(key), { force: true }),
    async check() {
      const key = `check/${randomUUID()}`;
      await store.put(key, Buffer.from('ok'), 'text/plain');
      await store.delete(key);
    },
  };
  return store;
}

function nullIfMissing(error: unknown): null {
  if (missing.safeParse(error).success) return null;
  throw error;
}
