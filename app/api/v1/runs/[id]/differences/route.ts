import { handle } from '@/lib/http/handle';
import { methodNotAllowed } from '@/lib/http/refused-route';
import { listDifferences } from '@/lib/sync/history/differences/list-differences';
import { readDifferences } from '@/lib/sync/history/endpoints/runs';
import { getRun } from '@/lib/sync/history/list-runs';
import { presentDifference } from '@/lib/sync/history/present';

export const GET = handle(readDifferences, async ({ ctx, params, query: { missing, ...query } }) => {
  const { id } = await getRun(ctx, params.id);
  const { data, next_cursor } = await listDifferences(ctx, {
    ...query,
    missing: missing !== undefined,
    runId: id,
  });
  return { data: data.map(presentDifference), next_cursor };
});

const refused = methodNotAllowed('GET');

export { refused as POST, refused as PUT, refused as PATCH, refused as DELETE };
