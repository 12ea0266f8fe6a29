import { Readable } from 'node:stream';
import type { Ctx } from '@/lib/context';
import type { ObjectStore } from '@/lib/storage/store';
import { findImage, openImage } from './open-image';
import type { ImageSize } from './schema';

/** The address names these very bytes for ever; only those who may sign in see them. */
const CACHE = 'private, max-age=31536000, immutable';

/** A picture as an HTTP answer: streamed, or 304 when the caller has it. @throws AppError not_found */
export async function serveImage(
  ctx: Pick<Ctx, 'db'>,
  store: ObjectStore,
  wanted: { productId: string; imageId: string; size?: ImageSize; ifNoneMatch: string | null },
): Promise<Response> {
  const image = await findImage(ctx, wanted.productId, wanted.imageId, wanted.size);
  const headers = { etag: image.etag, 'cache-control': CACHE, 'x-content-type-options': 'nosniff' };
  if (wanted.ifNoneMatch?.includes(image.etag)) return new Response(null, { status: 304, headers });
  const { stream, size, contentType } = await openImage(store, image, wanted.size);
  return new Response(Readable.toWeb(stream) as ReadableStream<Uint8Array>, {
    headers: { ...headers, 'content-type': contentType, 'content-length': String(size) },
  });
}
