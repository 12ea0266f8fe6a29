import { handle } from '@/lib/http/handle';
import { methodNotAllowed } from '@/lib/http/refused-route';
import { startCheck } from '@/lib/integrations/endpoints/runs';
import { requestCheck } from '@/lib/integrations/request-check';

export const POST = handle(startCheck, ({ ctx, params }) => requestCheck(ctx, params.id));

const refused = methodNotAllowed('POST');

export { refused as GET, refused as PUT, refused as PATCH, refused as DELETE };
