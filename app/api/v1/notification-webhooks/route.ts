import { handle } from '@/lib/http/handle';
import { methodNotAllowed } from '@/lib/http/refused-route';
import { addNotificationWebhook, readNotificationWebhooks } from '@/lib/notifications/endpoints';
import { presentWebhook } from '@/lib/notifications/present';
import { addWebhook, listWebhooks } from '@/lib/notifications/webhooks';
import { runtime } from '@/lib/runtime';

export const GET = handle(readNotificationWebhooks, async ({ ctx }) => ({
  data: (await listWebhooks(ctx)).map((row) => ({ ...presentWebhook(row), failure: row.failure })),
  next_cursor: null,
}));
export const POST = handle(addNotificationWebhook, async ({ ctx, body }) => {
  const reach = { allowPrivate: runtime().env.ALLOW_PRIVATE_WEBHOOK_URLS };
  const { row, secret } = await addWebhook(ctx, body, reach);
  return { ...presentWebhook(row), secret };
});

const refused = methodNotAllowed('GET', 'POST');

export { refused as PUT, refused as PATCH, refused as DELETE };
