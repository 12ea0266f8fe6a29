import { eq } from 'drizzle-orm';
import { productImages } from '@/db/schema/catalogue';
import { removeImage } from '@/lib/catalogue/images/remove-image';
import { reorderImages } from '@/lib/catalogue/images/reorder-images';
import type { Ctx } from '@/lib/context';
import { AppError } from '@/lib/errors';
import type { Json } from '../../core/canonical';

/** Pictures as the canonical form names them: the main one's SHA-1 (null: none), the further ones' in order. */
export interface PictureTarget {
  readonly image?: Json | undefined;
  readonly extra_images?: Json | undefined;
}

/**
 * Makes a product's pictures those named, in that order; what is not named stays as it is.
 * @throws AppError not_found for a picture that is no longer here
 */
export async function applyPictures(ctx: Ctx, productId: string, target: PictureTarget): Promise<void> {
  if (target.image === undefined && target.extra_images === undefined) return;
  const pictures = await ctx.db
    .select()
    .from(productImages)
    .where(eq(productImages.productId, productId))
    .orderBy(productImages.position);
  const [main, ...further] = pictures.map((picture) => picture.sha1);
  const first = target.image === undefined ? (main ?? null) : target.image;
  const others = Array.isArray(target.extra_images)
    ? target.extra_images.filter((one) => typeof one === 'string')
    : further.filter((sha1) => sha1 !== first);
  const wanted = [...(typeof first === 'string' ? [first] : []), ...others];
  const rows = [...new Set(wanted)].map((sha1) => pictures.find((picture) => picture.sha1 === sha1));
  const ids = rows.flatMap((row) => row?.id ?? []);
  if (ids.length < rows.length) throw new AppError('not_found');
  for (const picture of pictures)
    if (!ids.includes(picture.id)) await removeImage(ctx, productId, picture.id);
  if (ids.length > 0) await reorderImages(ctx, productId, ids);
}
