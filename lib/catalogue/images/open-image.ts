import { Readable } from 'node:stream';
import { and, eq } from 'drizzle-orm';
import sharp from 'sharp';
import { productImages } from '@/db/schema/catalogue';
import type { Ctx } from '@/lib/context';
import { AppError } from '@/lib/errors';
import { imageKey, type ObjectStore, readObject, resizedKey, servedKey } from '@/lib/storage/store';
import type { ImageSize } from './schema';
import { withoutMetadata } from './without-metadata';

export interface OpenImage {
  readonly stream: Readable;
  readonly contentType: string;
  readonly size: number;
}

/** Which picture is meant and the tag of its bytes, without opening it. @throws AppError not_found */
export async function findImage(
  ctx: Pick<Ctx, 'db'>,
  productId: string,
  imageId: string,
  pixels?: ImageSize,
) {
  const [image] = await ctx.db
    .select({ sha256: productImages.sha256, contentType: productImages.contentType })
    .from(productImages)
    .where(and(eq(productImages.id, imageId), eq(productImages.productId, productId)));
  if (!image) throw new AppError('not_found');
  return { ...image, etag: `"${image.sha256}${pixels ? `-${pixels}` : ''}"` };
}

/**
 * The picture for whoever looks at it: at its own size without its metadata, or fitted into a square of `pixels` as
 * WebP. The bytes as they came are for Odoo alone. @throws AppError not_found
 */
export async function openImage(
  store: ObjectStore,
  image: { sha256: string; contentType: string },
  pixels?: ImageSize,
): Promise<OpenImage> {
  if (pixels) return openResized(store, image.sha256, pixels);
  return openServed(store, image);
}

async function openServed(
  store: ObjectStore,
  { sha256, contentType }: { sha256: string; contentType: string },
): Promise<OpenImage> {
  const kept = await store.get(servedKey(sha256));
  if (kept) return { ...kept, contentType };
  const original = await readObject(store, imageKey(sha256));
  if (!original) throw new AppError('not_found');
  const clean = await withoutMetadata(original);
  if (clean) await store.put(servedKey(sha256), clean, contentType);
  const bytes = clean ?? original;
  return { stream: Readable.from([bytes]), size: bytes.length, contentType };
}

/** Made when first asked for and kept; two who ask at once make the same bytes under the same key. */
async function openResized(store: ObjectStore, sha256: string, pixels: ImageSize): Promise<OpenImage> {
  const key = resizedKey(sha256, pixels);
  const kept = await store.get(key);
  if (kept) return { ...kept, contentType: 'image/webp' };
  const original = await readObject(store, imageKey(sha256));
  if (!original) throw new AppError('not_found');
  const small = await sharp(original)
    .rotate()
    .resize(pixels, pixels, { fit: 'inside', withoutEnlargement: true })
    .webp({ quality: 82 })
    .toBuffer();
  await store.put(key, small, 'image/webp');
  return { stream: Readable.from([small]), size: small.length, contentType: 'image/webp' };
}
