import { readOrder } from '@/lib/analytics/endpoints';
import { handle } from '@/lib/http/handle';
import { methodNotAllowed } from '@/lib/http/refused-route';
import { getOrder } from '@/lib/orders/get-order';

export const GET = handle(readOrder, ({ ctx, params }) => getOrder(ctx, params.id));

const refused = methodNotAllowed('GET');

export { refused as POST, refused as PUT, refused as PATCH, refused as DELETE };
