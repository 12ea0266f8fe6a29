import { synchroniseOne } from '@/lib/catalogue/endpoints/products';
import { handle } from '@/lib/http/handle';
import { methodNotAllowed } from '@/lib/http/refused-route';
import { synchroniseProduct } from '@/lib/integrations/synchronise-product';

export const POST = handle(synchroniseOne, ({ ctx, params }) => synchroniseProduct(ctx, params.id));

const refused = methodNotAllowed('POST');

export { refused as GET, refused as PUT, refused as PATCH, refused as DELETE };
