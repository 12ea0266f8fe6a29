import { and, eq, isNull, ne, notInArray, sql } from 'drizzle-orm';
import type { Db } from '@/db/client';
import { categories, products } from '@/db/schema/catalogue';
import { AppError } from '@/lib/errors';

/** Locks the category against deletion until the transaction ends. @throws AppError unknown_category */
export async function checkCategory(db: Db, categoryId: string | null | undefined): Promise<void> {
  if (!categoryId) return;
  const [found] = await db
    .select({ id: categories.id })
    .from(categories)
    .where(and(eq(categories.id, categoryId), isNull(categories.deletedAt)))
    .for('share');
  if (!found)
    throw new AppError('unknown_category', {}, { fields: [{ path: 'category_id', message: 'unknown' }] });
}

/**
 * A barcode names one article, and Odoo refuses a second: it must be free among the products that are
 * not archived, `own` apart. Two people who take the same one at once queue on an advisory lock.
 * @throws AppError ean_taken
 */
export async function checkEanFree(
  db: Db,
  ean: string | null | undefined,
  own: readonly string[],
): Promise<void> {
  if (!ean) return;
  await db.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`ean:${ean}`}, 0))`);
  const [holder] = await db
    .select({ title: products.title })
    .from(products)
    .where(
      and(
        eq(products.ean, ean),
        isNull(products.deletedAt),
        own.length > 0 ? notInArray(products.id, [...own]) : undefined,
      ),
    )
    .limit(1);
  if (holder) throw new AppError('ean_taken', { ean, title: holder.title });
}

/** How many other live products have this reference; allowed, worth a warning. */
export function countSameSku(db: Db, sku: string, exceptId: string): Promise<number> {
  return db.$count(
    products,
    and(eq(products.sku, sku), isNull(products.deletedAt), ne(products.id, exceptId)),
  );
}
