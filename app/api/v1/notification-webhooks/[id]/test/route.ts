import { handle } from '@/lib/http/handle';
import { methodNotAllowed } from '@/lib/http/refused-route';
import { tryNotificationWebhook } from '@/lib/notifications/endpoints';
import { testWebhook } from '@/lib/notifications/webhooks';
import { runtime } from '@/lib/runtime';

export const POST = handle(tryNotificationWebhook, async ({ ctx, params }) => {
  await testWebhook(ctx, params.id, { allowPrivate: runtime().env.ALLOW_PRIVATE_WEBHOOK_URLS });
  return undefined;
});

const refused = methodNotAllowed('POST');

export { refused as GET, refused as PUT, refused as PATCH, refused as DELETE };
