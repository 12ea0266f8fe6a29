import { duplicate } from '@/lib/catalogue/endpoints/products';
import { duplicateProduct } from '@/lib/catalogue/products/duplicate-product';
import { handle } from '@/lib/http/handle';
import { localeOf } from '@/lib/http/problem';
import { methodNotAllowed } from '@/lib/http/refused-route';

export const POST = handle(duplicate, ({ ctx, params, request }) =>
  duplicateProduct(ctx, params.id, localeOf(request)),
);

const refused = methodNotAllowed('POST');

export { refused as GET, refused as PUT, refused as PATCH, refused as DELETE };
