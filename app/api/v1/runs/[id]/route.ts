import { handle } from '@/lib/http/handle';
import { localeOf } from '@/lib/http/problem';
import { methodNotAllowed } from '@/lib/http/refused-route';
import { readRun } from '@/lib/sync/history/endpoints/runs';
import { getRun } from '@/lib/sync/history/list-runs';
import { presentRun } from '@/lib/sync/history/present';

export const GET = handle(readRun, async ({ ctx, params, request }) =>
  presentRun(await getRun(ctx, params.id), localeOf(request)),
);

const refused = methodNotAllowed('GET');

export { refused as POST, refused as PUT, refused as PATCH, refused as DELETE };
