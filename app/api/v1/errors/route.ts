import { handle } from '@/lib/http/handle';
import { localeOf } from '@/lib/http/problem';
import { methodNotAllowed } from '@/lib/http/refused-route';
import { findIntegration } from '@/lib/integrations/find';
import { readErrors } from '@/lib/sync/history/endpoints/errors';
import { listErrors } from '@/lib/sync/history/list-errors';
import { presentError } from '@/lib/sync/history/present';

export const GET = handle(readErrors, async ({ ctx, query, request }) => {
  const { integration_id, run_id, ...filter } = query;
  const integrationId = integration_id && (await findIntegration(ctx, integration_id)).id;
  const { data, next_cursor } = await listErrors(ctx, { ...filter, integrationId, runId: run_id });
  return { data: data.map((error) => presentError(error, localeOf(request))), next_cursor };
});

const refused = methodNotAllowed('GET');

export { refused as POST, refused as PUT, refused as PATCH, refused as DELETE };
