import { handle } from '@/lib/http/handle';
import { methodNotAllowed } from '@/lib/http/refused-route';
import { readSecret, renewSecret } from '@/lib/integrations/endpoints/webhooks';
import { renewWebhookSecret, showWebhookSecret } from '@/lib/integrations/webhook-secret';

export const GET = handle(readSecret, ({ ctx, params }) => showWebhookSecret(ctx, params.id));
export const POST = handle(renewSecret, ({ ctx, params }) => renewWebhookSecret(ctx, params.id));

const refused = methodNotAllowed('GET', 'POST');

export { refused as PUT, refused as PATCH, refused as DELETE };
