import { handle } from '@/lib/http/handle';
import { discoverOdoo } from '@/lib/integrations/endpoints';
import { discoverServer } from '@/lib/integrations/test-connection';

export const POST = handle(discoverOdoo, ({ ctx, body }) => discoverServer(ctx, body.url));
