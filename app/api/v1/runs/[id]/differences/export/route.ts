import { handle } from '@/lib/http/handle';
import { methodNotAllowed } from '@/lib/http/refused-route';
import { answerSheet } from '@/lib/spreadsheet/answer-sheet';
import { exportDifferences as sheetOf } from '@/lib/sync/history/differences/export-differences';
import { exportDifferences } from '@/lib/sync/history/endpoints/runs';
import { getRun } from '@/lib/sync/history/list-runs';

export const GET = handle(exportDifferences, async ({ ctx, params, query: { language, format } }) =>
  answerSheet(sheetOf(ctx, await getRun(ctx, params.id), language), format),
);

const refused = methodNotAllowed('GET');

export { refused as POST, refused as PUT, refused as PATCH, refused as DELETE };
