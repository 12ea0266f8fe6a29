import { handle } from '@/lib/http/handle';
import { methodNotAllowed } from '@/lib/http/refused-route';
import { installWebhooks } from '@/lib/integrations/endpoints/webhooks';
import { installOdooWebhooks } from '@/lib/integrations/webhooks/install';

export const POST = handle(installWebhooks, ({ ctx, params }) => installOdooWebhooks(ctx, params.id));

const refused = methodNotAllowed('POST');

export { refused as GET, refused as PUT, refused as PATCH, refused as DELETE };
