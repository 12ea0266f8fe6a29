import { handle } from '@/lib/http/handle';
import { methodNotAllowed } from '@/lib/http/refused-route';
import { changeConfig } from '@/lib/integrations/endpoints/connection';
import { presentIntegration } from '@/lib/integrations/present';
import { changeOf } from '@/lib/integrations/schema';
import { updateIntegration } from '@/lib/integrations/update';

export const PATCH = handle(changeConfig, async ({ ctx, params, body }) =>
  presentIntegration(await updateIntegration(ctx, params.id, changeOf(body)), ctx.now()),
);

const refused = methodNotAllowed('PATCH');

export { refused as GET, refused as POST, refused as PUT, refused as DELETE };
