import { explainNumbers } from '@/lib/catalogue/endpoints/products';
import { handle } from '@/lib/http/handle';
import { localeOf } from '@/lib/http/problem';
import { methodNotAllowed } from '@/lib/http/refused-route';
import { explainProduct } from '@/lib/sync/explain/explain-product';

export const GET = handle(explainNumbers, ({ ctx, params, request }) =>
  explainProduct(ctx, params.id, localeOf(request)),
);

const refused = methodNotAllowed('GET');

export { refused as POST, refused as PUT, refused as PATCH, refused as DELETE };
