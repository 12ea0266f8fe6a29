import { handle } from '@/lib/http/handle';
import { methodNotAllowed } from '@/lib/http/refused-route';
import { testWebhooks } from '@/lib/integrations/endpoints/webhooks';
import { sendTestWebhook } from '@/lib/integrations/webhooks/send-test';

export const POST = handle(testWebhooks, ({ ctx, params }) => sendTestWebhook(ctx, params.id));

const refused = methodNotAllowed('POST');

export { refused as GET, refused as PUT, refused as PATCH, refused as DELETE };
