import { readOrders } from '@/lib/analytics/endpoints';
import { handle } from '@/lib/http/handle';
import { listOrders } from '@/lib/orders/list-orders';

export const GET = handle(readOrders, ({ ctx, query }) => listOrders(ctx, query));
