import { and, eq, inArray } from 'drizzle-orm';
import { edits } from '@/db/schema/edits';
import type { Ctx } from '@/lib/context';
import type { ObjectStore } from '@/lib/storage/store';
import { FILES, fileKey } from './options';

const HOUR_MS = 3600 * 1000;

/** Removes the files of imports that are never read again: applied, undone, unreadable or forgotten ones. */
export async function removeReadFiles({ db }: Pick<Ctx, 'db'>, store: ObjectStore): Promise<number> {
  const wanted = await db
    .select({ id: edits.id })
    .from(edits)
    .where(and(eq(edits.source, 'import'), inArray(edits.status, ['reading', 'ready'])));
  const kept = new Set(wanted.map(({ id }) => fileKey(id)));
  let removed = 0;
  for await (const { key, putAt } of store.list(FILES)) {
    // The bytes are put before the row that names them.
    if (kept.has(key) || Date.now() - putAt.getTime() < HOUR_MS) continue;
    await store.delete(key);
    removed++;
  }
  return removed;
}
