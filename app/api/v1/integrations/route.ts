import { handle } from '@/lib/http/handle';
import { methodNotAllowed } from '@/lib/http/refused-route';
import { checkNewIntegration } from '@/lib/integrations/check-settings';
import { createIntegration } from '@/lib/integrations/create';
import { addIntegration, readIntegrations } from '@/lib/integrations/endpoints/integrations';
import { listIntegrations } from '@/lib/integrations/list';
import { presentIntegration } from '@/lib/integrations/present';

export const GET = handle(readIntegrations, async ({ ctx }) => ({
  data: (await listIntegrations(ctx)).map((row) => presentIntegration(row, ctx.now())),
  next_cursor: null,
}));
export const POST = handle(
  addIntegration,
  async ({ ctx, body }) => presentIntegration(await createIntegration(ctx, body), ctx.now()),
  { first: ({ ctx, body }) => checkNewIntegration(ctx, body) },
);

const refused = methodNotAllowed('GET', 'POST');

export { refused as PUT, refused as PATCH, refused as DELETE };
