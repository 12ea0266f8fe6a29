import { deleteImage, readImage } from '@/lib/catalogue/endpoints/images';
import { removeImage } from '@/lib/catalogue/images/remove-image';
import { serveImage } from '@/lib/catalogue/images/serve-image';
import { handle } from '@/lib/http/handle';
import { methodNotAllowed } from '@/lib/http/refused-route';
import { runtime } from '@/lib/runtime';
import { storeOf } from '@/lib/storage/open-store';

export const GET = handle(readImage, ({ ctx, params, query, request }) =>
  serveImage(ctx, storeOf(runtime().env), {
    productId: params.id,
    imageId: params.imageId,
    size: query.size,
    ifNoneMatch: request.headers.get('if-none-match'),
  }),
);

export const DELETE = handle(deleteImage, async ({ ctx, params }) => {
  await removeImage(ctx, params.id, params.imageId);
  return undefined;
});

const refused = methodNotAllowed('GET', 'DELETE');

export { refused as POST, refused as PUT, refused as PATCH };
