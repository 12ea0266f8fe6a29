import { handle } from '@/lib/http/handle';
import { methodNotAllowed } from '@/lib/http/refused-route';
import { answerSheet } from '@/lib/spreadsheet/answer-sheet';
import { exportLog } from '@/lib/sync/history/endpoints/runs';
import { getRun } from '@/lib/sync/history/list-runs';
import { exportLog as sheetOf } from '@/lib/sync/history/log/export-log';

export const GET = handle(exportLog, async ({ ctx, params, query: { language, format, ...filter } }) =>
  answerSheet(sheetOf(ctx, await getRun(ctx, params.id), filter, language), format),
);

const refused = methodNotAllowed('GET');

export { refused as POST, refused as PUT, refused as PATCH, refused as DELETE };
