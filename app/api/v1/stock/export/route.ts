import { exportStockFile } from '@/lib/exports/endpoints';
import { exportStock } from '@/lib/exports/export-stock';
import { handle } from '@/lib/http/handle';
import { methodNotAllowed } from '@/lib/http/refused-route';
import { answerSheet } from '@/lib/spreadsheet/answer-sheet';

export const GET = handle(exportStockFile, async ({ ctx, query: { format, language, ...query } }) =>
  answerSheet(exportStock(ctx, query, language), format),
);

const refused = methodNotAllowed('GET');

export { refused as POST, refused as PUT, refused as PATCH, refused as DELETE };
