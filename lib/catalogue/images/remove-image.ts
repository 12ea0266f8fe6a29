import { and, eq } from 'drizzle-orm';
import { productImages } from '@/db/schema/catalogue';
import { type Ctx, inTransaction, requireAdmin } from '@/lib/context';
import { AppError } from '@/lib/errors';
import { lockLiveFamily } from '../products/family';
import { imagesOf } from '../products/view';
import { writeOrder } from './order';

/**
 * Takes a picture off a product; the ones after it move up. The bytes stay in the store: another
 * product, or the undoing of a run, may need them. @throws AppError not_found, product_deleted
 */
export async function removeImage(ctx: Ctx, productId: string, imageId: string): Promise<void> {
  requireAdmin(ctx);
  await inTransaction(ctx, async ({ db }) => {
    await lockLiveFamily(db, productId);
    const removed = await db
      .delete(productImages)
      .where(and(eq(productImages.id, imageId), eq(productImages.productId, productId)))
      .returning({ id: productImages.id });
    if (removed.length === 0) throw new AppError('not_found');
    const left = await imagesOf(db, [productId]);
    await writeOrder(
      db,
      left.map((image) => image.id),
    );
  });
}
