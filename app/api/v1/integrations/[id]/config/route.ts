import { handle } from '@/lib/http/handle';
import { changeConfig } from '@/lib/integrations/endpoints';
import { presentIntegration } from '@/lib/integrations/present';
import { updateIntegration } from '@/lib/integrations/update';

export const PATCH = handle(changeConfig, async ({ ctx, params, body }) =>
  presentIntegration(await updateIntegration(ctx, params.id, body), ctx.now()),
);
