import { readOrder } from '@/lib/analytics/endpoints';
import { handle } from '@/lib/http/handle';
import { getOrder } from '@/lib/orders/get-order';

export const GET = handle(readOrder, ({ ctx, params }) => getOrder(ctx, params.id));
