import { handle } from '@/lib/http/handle';
import { methodNotAllowed } from '@/lib/http/refused-route';
import { deleteIntegration } from '@/lib/integrations/delete';
import {
  changeIntegration,
  dropIntegration,
  readIntegration,
} from '@/lib/integrations/endpoints/integrations';
import { findIntegration } from '@/lib/integrations/find';
import { presentIntegration } from '@/lib/integrations/present';
import { updateIntegration } from '@/lib/integrations/update';

export const GET = handle(readIntegration, async ({ ctx, params }) =>
  presentIntegration(await findIntegration(ctx, params.id), ctx.now()),
);
export const PATCH = handle(changeIntegration, async ({ ctx, params, body }) =>
  presentIntegration(await updateIntegration(ctx, params.id, body), ctx.now()),
);
export const DELETE = handle(dropIntegration, ({ ctx, params }) => deleteIntegration(ctx, params.id));

const refused = methodNotAllowed('GET', 'PATCH', 'DELETE');

export { refused as POST, refused as PUT };
