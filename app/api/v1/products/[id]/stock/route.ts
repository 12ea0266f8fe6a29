import { putStock } from '@/lib/catalogue/endpoints/stock';
import { setStock } from '@/lib/catalogue/stock/set-stock';
import { handle } from '@/lib/http/handle';
import { methodNotAllowed } from '@/lib/http/refused-route';

export const PUT = handle(putStock, ({ ctx, params, body }) => setStock(ctx, params.id, body));

const refused = methodNotAllowed('PUT');

export { refused as GET, refused as POST, refused as PATCH, refused as DELETE };
