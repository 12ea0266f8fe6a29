import { readOrders } from '@/lib/analytics/endpoints';
import { handle } from '@/lib/http/handle';
import { methodNotAllowed } from '@/lib/http/refused-route';
import { listOrders } from '@/lib/orders/list-orders';

export const GET = handle(readOrders, ({ ctx, query }) => listOrders(ctx, query));

const refused = methodNotAllowed('GET');

export { refused as POST, refused as PUT, refused as PATCH, refused as DELETE };
