import { archiveProduct, changeProduct, readProduct } from '@/lib/catalogue/endpoints/products';
import { deleteProduct } from '@/lib/catalogue/products/delete-product';
import { getProduct } from '@/lib/catalogue/products/get-product';
import { updateProduct } from '@/lib/catalogue/products/update-product';
import { handle } from '@/lib/http/handle';
import { methodNotAllowed } from '@/lib/http/refused-route';

export const GET = handle(readProduct, ({ ctx, params }) => getProduct(ctx, params.id));

export const PATCH = handle(changeProduct, ({ ctx, params, body }) => updateProduct(ctx, params.id, body));

export const DELETE = handle(archiveProduct, async ({ ctx, params }) => {
  await deleteProduct(ctx, params.id);
  return undefined;
});

const refused = methodNotAllowed('GET', 'PATCH', 'DELETE');

export { refused as POST, refused as PUT };
