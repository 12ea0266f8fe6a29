import { makeProduct, readProducts } from '@/lib/catalogue/endpoints/products';
import { createProduct } from '@/lib/catalogue/products/create-product';
import { listProducts } from '@/lib/catalogue/products/list-products';
import { handle } from '@/lib/http/handle';
import { methodNotAllowed } from '@/lib/http/refused-route';

export const GET = handle(readProducts, ({ ctx, query }) => listProducts(ctx, query));

export const POST = handle(makeProduct, ({ ctx, body }) => createProduct(ctx, body));

const refused = methodNotAllowed('GET', 'POST');

export { refused as PUT, refused as PATCH, refused as DELETE };
