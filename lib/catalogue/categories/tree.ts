import { and, eq, isNull, ne, sql } from 'drizzle-orm';
import type { Db } from '@/db/client';
import { categories } from '@/db/schema/catalogue';
import { AppError } from '@/lib/errors';
import { descendantIds } from './descendants';

export type CategoryRow = typeof categories.$inferSelect;

const TREE_LOCK = 7205;

/** Changes of the tree happen one at a time: two moves that are harmless alone could make a loop together. */
export async function lockTree(db: Db): Promise<void> {
  await db.execute(sql`select pg_advisory_xact_lock(${TREE_LOCK})`);
}

/** @throws AppError not_found when it does not exist or is deleted */
export async function requireCategory(db: Db, id: string): Promise<CategoryRow> {
  const [found] = await db
    .select()
    .from(categories)
    .where(and(eq(categories.id, id), isNull(categories.deletedAt)));
  if (!found) throw new AppError('not_found');
  return found;
}

/** Where a category is to stand: the parent exists and no sister has the name. @throws AppError unknown_category, category_name_taken */
export async function checkPlace(
  db: Db,
  place: { id?: string; parentId: string | null; name: string },
): Promise<void> {
  if (place.parentId) {
    await requireCategory(db, place.parentId).catch(() => {
      throw new AppError('unknown_category', {}, { fields: [{ path: 'parent_id', message: 'unknown' }] });
    });
  }
  const sameName = await db.$count(
    categories,
    and(
      isNull(categories.deletedAt),
      place.parentId ? eq(categories.parentId, place.parentId) : isNull(categories.parentId),
      sql`text_key(${categories.name}) = text_key(${place.name})`,
      place.id ? ne(categories.id, place.id) : undefined,
    ),
  );
  if (sameName > 0) throw new AppError('category_name_taken', { name: place.name });
}

/** @throws AppError category_loop when the new parent is the category itself or below it */
export async function checkNoLoop(db: Db, id: string, parentId: string | null): Promise<void> {
  if (!parentId) return;
  const below = await db.$count(
    categories,
    sql`${categories.id} = ${parentId} and ${categories.id} in (${descendantIds(id)})`,
  );
  if (below > 0) throw new AppError('category_loop');
}
