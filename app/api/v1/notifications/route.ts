import { handle } from '@/lib/http/handle';
import { localeOf } from '@/lib/http/problem';
import { methodNotAllowed } from '@/lib/http/refused-route';
import { readNotifications } from '@/lib/notifications/endpoints';
import { listNotifications } from '@/lib/notifications/list';

export const GET = handle(readNotifications, ({ ctx, query, request }) =>
  listNotifications(ctx, query, localeOf(request)),
);

const refused = methodNotAllowed('GET');

export { refused as POST, refused as PUT, refused as PATCH, refused as DELETE };
