import { forgetOrderCustomers } from '@/lib/analytics/endpoints';
import { handle } from '@/lib/http/handle';
import { methodNotAllowed } from '@/lib/http/refused-route';
import { forgetCustomers } from '@/lib/orders/forget-customers';

export const POST = handle(forgetOrderCustomers, async ({ ctx, body }) => ({
  orders: await forgetCustomers(ctx, body),
}));

const refused = methodNotAllowed('POST');

export { refused as GET, refused as PUT, refused as PATCH, refused as DELETE };
