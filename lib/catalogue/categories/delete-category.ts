import { and, eq, isNull } from 'drizzle-orm';
import { categories, products } from '@/db/schema/catalogue';
import { type Ctx, inTransaction, requireAdmin } from '@/lib/context';
import { AppError } from '@/lib/errors';
import { lockTree } from './tree';

/**
 * Deletes a category logically. Deleted already: nothing happens. Archived products keep theirs: it
 * comes back with them. @throws AppError not_found, category_in_use
 */
export async function deleteCategory(ctx: Ctx, id: string): Promise<void> {
  requireAdmin(ctx);
  await inTransaction(ctx, async ({ db, now }) => {
    await lockTree(db);
    const [category] = await db.select().from(categories).where(eq(categories.id, id)).for('update');
    if (!category) throw new AppError('not_found');
    if (category.deletedAt) return;
    const below = await db.$count(categories, and(eq(categories.parentId, id), isNull(categories.deletedAt)));
    const inIt = await db.$count(
      products,
      and(eq(products.categoryId, id), isNull(products.deletedAt), isNull(products.parentId)),
    );
    if (below > 0 || inIt > 0) throw new AppError('category_in_use', { products: inIt, categories: below });
    await db.update(categories).set({ deletedAt: now() }).where(eq(categories.id, id));
  });
}
