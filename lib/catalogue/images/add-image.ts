import { eq } from 'drizzle-orm';
import { v7 } from 'uuid';
import { productImages } from '@/db/schema/catalogue';
import { type Ctx, inTransaction, requireAdmin } from '@/lib/context';
import { AppError } from '@/lib/errors';
import { imageKey, type ObjectStore } from '@/lib/storage/store';
import { lockLiveFamily } from '../products/family';
import { MAX_IMAGES } from '../products/rules';
import type { ImageView } from '../products/schema';
import { viewImage } from '../products/view';
import { intakeImage } from './intake';

/**
 * Adds a picture at the end of a product's. The same bytes again: the picture that is there is the answer.
 * The bytes are stored before the row that names them, so that no row is ever without its picture.
 * @throws AppError not_found, product_deleted, too_many_images, payload_too_large, unsupported_media_type, image_too_many_pixels
 */
export async function addImage(
  ctx: Ctx,
  store: ObjectStore,
  productId: string,
  bytes: Buffer,
): Promise<ImageView> {
  requireAdmin(ctx);
  const picture = await intakeImage(bytes);
  await store.put(imageKey(picture.sha256), picture.bytes, picture.contentType);
  return inTransaction(ctx, async ({ db }) => {
    await lockLiveFamily(db, productId);
    const present = await db.select().from(productImages).where(eq(productImages.productId, productId));
    const same = present.find((image) => image.sha256 === picture.sha256);
    if (same) return viewImage(same);
    if (present.length >= MAX_IMAGES) throw new AppError('too_many_images', { max: MAX_IMAGES });
    const { sha256, sha1, contentType, size, width, height } = picture;
    const [added] = await db
      .insert(productImages)
      .values({
        id: v7(),
        productId,
        position: present.length,
        sha256,
        sha1,
        contentType,
        size,
        width,
        height,
      })
      .returning();
    if (!added) throw new AppError('not_found');
    return viewImage(added);
  });
}
