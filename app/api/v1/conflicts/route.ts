import { handle } from '@/lib/http/handle';
import { methodNotAllowed } from '@/lib/http/refused-route';
import { findIntegration } from '@/lib/integrations/find';
import { readConflicts } from '@/lib/sync/history/endpoints/conflicts';
import { listConflicts } from '@/lib/sync/history/list-conflicts';
import { presentConflict } from '@/lib/sync/history/present';

export const GET = handle(readConflicts, async ({ ctx, query: { integration_id, ...query } }) => {
  const integrationId = integration_id && (await findIntegration(ctx, integration_id)).id;
  const { data, next_cursor } = await listConflicts(ctx, { ...query, integrationId });
  return { data: data.map(presentConflict), next_cursor };
});

const refused = methodNotAllowed('GET');

export { refused as POST, refused as PUT, refused as PATCH, refused as DELETE };
