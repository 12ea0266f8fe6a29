import { and, eq, isNull, or } from 'drizzle-orm';
import { products } from '@/db/schema/catalogue';
import { type Ctx, inTransaction, requireAdmin } from '@/lib/context';
import { lockFamily } from './family';

/**
 * Archives a product and, of a parent, its variants with it (S2). Archived already: nothing happens.
 * The family shares one `deleted_at`, by which a restore knows who went together. @throws AppError not_found
 */
export async function deleteProduct(ctx: Ctx, id: string): Promise<void> {
  requireAdmin(ctx);
  await inTransaction(ctx, async ({ db, now }) => {
    const { product } = await lockFamily(db, id);
    if (product.deletedAt) return;
    await db
      .update(products)
      .set({ deletedAt: now() })
      .where(and(or(eq(products.id, id), eq(products.parentId, id)), isNull(products.deletedAt)));
  });
}
