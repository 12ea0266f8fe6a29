import { handle } from '@/lib/http/handle';
import { localeOf } from '@/lib/http/problem';
import { methodNotAllowed } from '@/lib/http/refused-route';
import { findIntegration } from '@/lib/integrations/find';
import { readRuns } from '@/lib/sync/history/endpoints/runs';
import { listRuns } from '@/lib/sync/history/list-runs';
import { presentRun } from '@/lib/sync/history/present';

export const GET = handle(readRuns, async ({ ctx, query: { integration_id, ...query }, request }) => {
  const integrationId = integration_id && (await findIntegration(ctx, integration_id)).id;
  const { data, next_cursor } = await listRuns(ctx, { ...query, integrationId });
  return { data: data.map((run) => presentRun(run, localeOf(request))), next_cursor };
});

const refused = methodNotAllowed('GET');

export { refused as POST, refused as PUT, refused as PATCH, refused as DELETE };
