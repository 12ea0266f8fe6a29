import { handle } from '@/lib/http/handle';
import { installWebhooks } from '@/lib/integrations/endpoints';
import { installOdooWebhooks } from '@/lib/integrations/webhooks/install';

export const POST = handle(installWebhooks, ({ ctx, params }) => installOdooWebhooks(ctx, params.id));
