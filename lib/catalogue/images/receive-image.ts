import type { Ctx } from '@/lib/context';
import { AppError } from '@/lib/errors';
import type { ObjectStore } from '@/lib/storage/store';
import type { ImageView } from '../products/schema';
import { addImage } from './add-image';
import { MAX_IMAGE_BYTES } from './intake';
import { safeFetch } from './safe-fetch';

/**
 * Adds a picture that came as a file of a form, or that is to be downloaded from `url`.
 * @throws AppError as `addImage`; unsupported_media_type without a file, image_unreachable
 */
export async function receiveImage(
  ctx: Ctx,
  store: ObjectStore,
  productId: string,
  source: { form?: FormData; url?: string; allowPrivate?: boolean },
): Promise<ImageView> {
  if (source.url !== undefined) {
    const { allowPrivate } = source;
    const bytes = await safeFetch(source.url, { maxBytes: MAX_IMAGE_BYTES, allowPrivate });
    return addImage(ctx, store, productId, bytes);
  }
  const file = [...(source.form?.values() ?? [])].find((part) => part instanceof File);
  if (!file) throw new AppError('unsupported_media_type', { expected: 'multipart/form-data: file' });
  return addImage(ctx, store, productId, Buffer.from(await file.arrayBuffer()));
}
