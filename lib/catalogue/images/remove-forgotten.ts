import { anyOf } from '@/db/any-of';
import { productImages } from '@/db/schema/catalogue';
import type { Ctx } from '@/lib/context';
import type { ObjectStore } from '@/lib/storage/store';

const DAY_MS = 24 * 3600 * 1000;
const BATCH = 500;
/** Pictures as they came, and what is made of them for whoever looks. */
const PREFIXES = ['images/', 'served/', 'resized/'];
const SHA256 = /[0-9a-f]{64}/;

/**
 * Removes from the store the pictures that no product names and that nobody has put for `keptDays`: whoever adds a
 * picture puts its bytes before the row that names them, so what was put lately may be about to be named.
 * @returns how many objects went
 */
export async function removeForgottenPictures(
  { db, now }: Pick<Ctx, 'db' | 'now'>,
  store: ObjectStore,
  keptDays: number,
  signal?: AbortSignal,
): Promise<number> {
  const before = now().getTime() - keptDays * DAY_MS;
  let removed = 0;
  let batch: string[] = [];
  const removeUnnamed = async () => {
    const sums = [...new Set(batch.map(sumOf))];
    const named = await db
      .select({ sha256: productImages.sha256 })
      .from(productImages)
      .where(anyOf(productImages.sha256, sums));
    const kept = new Set(named.map(({ sha256 }) => sha256));
    for (const key of batch.filter((one) => !kept.has(sumOf(one)))) {
      await store.delete(key);
      removed++;
    }
    batch = [];
  };
  for (const prefix of PREFIXES) {
    for await (const { key, putAt } of store.list(prefix)) {
      if (signal?.aborted) return removed;
      if (putAt.getTime() < before && sumOf(key) !== '') batch.push(key);
      if (batch.length >= BATCH) await removeUnnamed();
    }
  }
  if (batch.length > 0) await removeUnnamed();
  return removed;
}

function sumOf(key: string): string {
  return SHA256.exec(key)?.[0] ?? '';
}
