import { handle } from '@/lib/http/handle';
import { localeOf } from '@/lib/http/problem';
import { methodNotAllowed } from '@/lib/http/refused-route';
import { cancelRun } from '@/lib/sync/history/cancel-run';
import { stopRun } from '@/lib/sync/history/endpoints/runs';
import { getRun } from '@/lib/sync/history/list-runs';
import { presentRun } from '@/lib/sync/history/present';

export const POST = handle(stopRun, async ({ ctx, params, request }) => {
  await cancelRun(ctx, params.id);
  return presentRun(await getRun(ctx, params.id), localeOf(request));
});

const refused = methodNotAllowed('POST');

export { refused as GET, refused as PUT, refused as PATCH, refused as DELETE };
