import { readWarehouses } from '@/lib/catalogue/endpoints/stock';
import { listWarehouses } from '@/lib/catalogue/stock/warehouses';
import { handle } from '@/lib/http/handle';
import { methodNotAllowed } from '@/lib/http/refused-route';

export const GET = handle(readWarehouses, ({ ctx, query }) => listWarehouses(ctx, query));

const refused = methodNotAllowed('GET');

export { refused as POST, refused as PUT, refused as PATCH, refused as DELETE };
