import { handle } from '@/lib/http/handle';
import { localeOf } from '@/lib/http/problem';
import { methodNotAllowed } from '@/lib/http/refused-route';
import { readLog } from '@/lib/sync/history/endpoints/runs';
import { getRun } from '@/lib/sync/history/list-runs';
import { listLog } from '@/lib/sync/history/log/list-log';
import { presentLogLine } from '@/lib/sync/history/log/present-log';

export const GET = handle(readLog, async ({ ctx, params, query, request }) => {
  const { id } = await getRun(ctx, params.id);
  const { data, next_cursor } = await listLog(ctx, { ...query, runId: id });
  const locale = localeOf(request);
  return { data: data.map((line) => presentLogLine(line, locale)), next_cursor };
});

const refused = methodNotAllowed('GET');

export { refused as POST, refused as PUT, refused as PATCH, refused as DELETE };
