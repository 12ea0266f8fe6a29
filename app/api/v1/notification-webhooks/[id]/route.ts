import { handle } from '@/lib/http/handle';
import { methodNotAllowed } from '@/lib/http/refused-route';
import { changeNotificationWebhook, dropNotificationWebhook } from '@/lib/notifications/endpoints';
import { presentWebhook } from '@/lib/notifications/present';
import { deleteWebhook, updateWebhook } from '@/lib/notifications/webhooks';

export const PATCH = handle(changeNotificationWebhook, async ({ ctx, params, body }) =>
  presentWebhook(await updateWebhook(ctx, params.id, body)),
);
export const DELETE = handle(dropNotificationWebhook, async ({ ctx, params }) => {
  await deleteWebhook(ctx, params.id);
  return undefined;
});

const refused = methodNotAllowed('PATCH', 'DELETE');

export { refused as GET, refused as POST, refused as PUT };
