import { handle } from '@/lib/http/handle';
import { methodNotAllowed } from '@/lib/http/refused-route';
import { findIntegration } from '@/lib/integrations/find';
import { readLeftOut } from '@/lib/sync/history/endpoints/left-out';
import { listLeftOut } from '@/lib/sync/history/left-out/list-left-out';
import { presentLeftOut } from '@/lib/sync/history/present';

export const GET = handle(readLeftOut, async ({ ctx, query: { integration_id, ...query } }) => {
  const integrationId = integration_id && (await findIntegration(ctx, integration_id)).id;
  const { data, next_cursor } = await listLeftOut(ctx, { ...query, integrationId });
  return { data: data.map(presentLeftOut), next_cursor };
});

const refused = methodNotAllowed('GET');

export { refused as DELETE, refused as PATCH, refused as POST, refused as PUT };
