import { handle } from '@/lib/http/handle';
import { methodNotAllowed } from '@/lib/http/refused-route';
import { readChanges } from '@/lib/sync/history/endpoints/runs';
import { listChanges } from '@/lib/sync/history/list-changes';
import { getRun } from '@/lib/sync/history/list-runs';
import { presentChange } from '@/lib/sync/history/present';

export const GET = handle(readChanges, async ({ ctx, params, query }) => {
  const { id } = await getRun(ctx, params.id);
  const { data, next_cursor } = await listChanges(ctx, { ...query, runId: id });
  return { data: data.map(presentChange), next_cursor };
});

const refused = methodNotAllowed('GET');

export { refused as POST, refused as PUT, refused as PATCH, refused as DELETE };
