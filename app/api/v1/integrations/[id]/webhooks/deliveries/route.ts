import { handle } from '@/lib/http/handle';
import { methodNotAllowed } from '@/lib/http/refused-route';
import { readDeliveries } from '@/lib/integrations/endpoints/webhooks';
import { listDeliveries } from '@/lib/integrations/webhooks/list-deliveries';

export const GET = handle(readDeliveries, ({ ctx, params, query }) => listDeliveries(ctx, params.id, query));

const refused = methodNotAllowed('GET');

export { refused as POST, refused as PUT, refused as PATCH, refused as DELETE };
