import { handle } from '@/lib/http/handle';
import { methodNotAllowed } from '@/lib/http/refused-route';
import { seeNotifications } from '@/lib/notifications/endpoints';
import { markSeen } from '@/lib/notifications/list';

export const POST = handle(seeNotifications, async ({ ctx }) => {
  await markSeen(ctx);
  return undefined;
});

const refused = methodNotAllowed('POST');

export { refused as GET, refused as PUT, refused as PATCH, refused as DELETE };
