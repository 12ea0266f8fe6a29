import { orderImages, uploadImage } from '@/lib/catalogue/endpoints/images';
import { receiveImage } from '@/lib/catalogue/images/receive-image';
import { reorderImages } from '@/lib/catalogue/images/reorder-images';
import { handle } from '@/lib/http/handle';
import { methodNotAllowed } from '@/lib/http/refused-route';
import { runtime } from '@/lib/runtime';
import { storeOf } from '@/lib/storage/open-store';

export const POST = handle(uploadImage, ({ ctx, params, body, form }) => {
  const { env } = runtime();
  return receiveImage(ctx, storeOf(env), params.id, {
    form,
    url: body?.url,
    allowPrivate: env.ALLOW_PRIVATE_IMAGE_URLS,
  });
});

export const PUT = handle(orderImages, async ({ ctx, params, body }) => ({
  data: await reorderImages(ctx, params.id, body.image_ids),
}));

const refused = methodNotAllowed('POST', 'PUT');

export { refused as GET, refused as PATCH, refused as DELETE };
