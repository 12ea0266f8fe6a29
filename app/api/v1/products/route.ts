import { makeProduct, readProducts } from '@/lib/catalogue/endpoints';
import { createProduct } from '@/lib/catalogue/products/create-product';
import { listProducts } from '@/lib/catalogue/products/list-products';
import { handle } from '@/lib/http/handle';

export const GET = handle(readProducts, ({ ctx, query }) => listProducts(ctx, query));

export const POST = handle(makeProduct, ({ ctx, body }) => createProduct(ctx, body));
