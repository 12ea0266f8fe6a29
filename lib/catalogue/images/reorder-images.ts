import { type Ctx, inTransaction, requireAdmin } from '@/lib/context';
import { AppError } from '@/lib/errors';
import { lockLiveFamily } from '../products/family';
import type { ImageView } from '../products/schema';
import { imagesOf, viewImage } from '../products/view';
import { writeOrder } from './order';

/** Puts a product's pictures in the given order, the main one first. @throws AppError not_found, product_deleted, image_order_differs */
export async function reorderImages(
  ctx: Ctx,
  productId: string,
  imageIds: readonly string[],
): Promise<ImageView[]> {
  requireAdmin(ctx);
  return inTransaction(ctx, async ({ db }) => {
    await lockLiveFamily(db, productId);
    const present = await imagesOf(db, [productId]);
    const wanted = new Set(imageIds);
    const same = wanted.size === imageIds.length && wanted.size === present.length;
    if (!same || !present.every((image) => wanted.has(image.id))) throw new AppError('image_order_differs');
    await writeOrder(db, imageIds);
    return (await imagesOf(db, [productId])).map(viewImage);
  });
}
