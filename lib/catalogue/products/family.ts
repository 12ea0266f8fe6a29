import { and, asc, eq, isNull } from 'drizzle-orm';
import type { Db } from '@/db/client';
import { products } from '@/db/schema/catalogue';
import { AppError } from '@/lib/errors';

export type ProductRow = typeof products.$inferSelect;

/**
 * The product and, of a variant, its parent. The head of the family is locked until the transaction
 * ends: whoever changes a family waits for the other. @throws AppError not_found
 */
export async function lockFamily(
  db: Db,
  id: string,
): Promise<{ product: ProductRow; parent: ProductRow | null }> {
  const [found] = await db.select({ parentId: products.parentId }).from(products).where(eq(products.id, id));
  if (!found) throw new AppError('not_found');
  const headId = found.parentId ?? id;
  const [head] = await db.select().from(products).where(eq(products.id, headId)).for('update');
  if (!head) throw new AppError('not_found');
  if (headId === id) return { product: head, parent: null };
  const [product] = await db.select().from(products).where(eq(products.id, id)).for('update');
  if (!product) throw new AppError('not_found');
  return { product, parent: head };
}

/** As `lockFamily`, for changes: an archived product is restored first. @throws AppError not_found, product_deleted */
export async function lockLiveFamily(db: Db, id: string) {
  const family = await lockFamily(db, id);
  if (family.product.deletedAt) throw new AppError('product_deleted');
  return family;
}

/** The variants of a product that are not archived, in their order. */
export function liveVariants(db: Db, parentId: string): Promise<ProductRow[]> {
  return db
    .select()
    .from(products)
    .where(and(eq(products.parentId, parentId), isNull(products.deletedAt)))
    .orderBy(asc(products.position), asc(products.id));
}
