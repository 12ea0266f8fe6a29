import { handle } from '@/lib/http/handle';
import { methodNotAllowed } from '@/lib/http/refused-route';
import { startSync } from '@/lib/integrations/endpoints/runs';
import { requestSync } from '@/lib/integrations/request-sync';

export const POST = handle(startSync, ({ ctx, params, body }) => requestSync(ctx, params.id, body));

const refused = methodNotAllowed('POST');

export { refused as GET, refused as PUT, refused as PATCH, refused as DELETE };
