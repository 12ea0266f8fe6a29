import { handle } from '@/lib/http/handle';
import { methodNotAllowed } from '@/lib/http/refused-route';
import { discoverOdoo } from '@/lib/integrations/endpoints/connection';
import { discoverServer } from '@/lib/integrations/test-connection';

export const POST = handle(discoverOdoo, ({ ctx, body }) => discoverServer(ctx, body.url));

const refused = methodNotAllowed('POST');

export { refused as GET, refused as PUT, refused as PATCH, refused as DELETE };
