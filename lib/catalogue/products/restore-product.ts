import { and, eq, or, sql } from 'drizzle-orm';
import { products } from '@/db/schema/catalogue';
import { type Ctx, inTransaction, requireAdmin } from '@/lib/context';
import { AppError } from '@/lib/errors';
import { restoreCategoryPath } from '../categories/restore-category-path';
import { liveVariants, lockFamily } from './family';
import { getProduct } from './get-product';
import { checkCombination } from './rules';
import type { ProductView } from './schema';

/**
 * Brings back an archived product with the variants that were archived together with it, and its
 * category if that is gone meanwhile. Not archived: nothing happens.
 * @throws AppError not_found, parent_deleted, attribute_names_differ, combination_taken
 */
export async function restoreProduct(ctx: Ctx, id: string): Promise<ProductView> {
  requireAdmin(ctx);
  return inTransaction(ctx, async (inner) => {
    const { db } = inner;
    const { product, parent } = await lockFamily(db, id);
    if (product.deletedAt) {
      if (parent?.deletedAt) throw new AppError('parent_deleted');
      if (parent) {
        const sisters = await liveVariants(db, parent.id);
        checkCombination(
          product.attributes,
          sisters.map((sister) => sister.attributes),
        );
      }
      if (product.categoryId) await restoreCategoryPath(inner, product.categoryId);
      await db
        .update(products)
        .set({ deletedAt: null })
        // Compared where they are kept: the database's instants are finer than a Date.
        .where(
          and(
            or(eq(products.id, id), eq(products.parentId, id)),
            sql`${products.deletedAt} = (select p.deleted_at from ${products} p where p.id = ${id})`,
          ),
        );
    }
    return getProduct(inner, id);
  });
}
