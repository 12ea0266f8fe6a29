import { handle } from '@/lib/http/handle';
import { startSync } from '@/lib/integrations/endpoints';
import { requestSync } from '@/lib/integrations/request-sync';

export const POST = handle(startSync, ({ ctx, params, body }) => requestSync(ctx, params.id, body));
