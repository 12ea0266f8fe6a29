import { bringBackProduct } from '@/lib/catalogue/endpoints/products';
import { restoreProduct } from '@/lib/catalogue/products/restore-product';
import { handle } from '@/lib/http/handle';
import { methodNotAllowed } from '@/lib/http/refused-route';

export const POST = handle(bringBackProduct, ({ ctx, params }) => restoreProduct(ctx, params.id));

const refused = methodNotAllowed('POST');

export { refused as GET, refused as PUT, refused as PATCH, refused as DELETE };
