import { exportSalesFile } from '@/lib/exports/endpoints';
import { exportSales } from '@/lib/exports/export-analytics';
import { handle } from '@/lib/http/handle';
import { methodNotAllowed } from '@/lib/http/refused-route';
import { answerSheet } from '@/lib/spreadsheet/answer-sheet';

export const GET = handle(exportSalesFile, async ({ ctx, query: { format, language, ...query } }) =>
  answerSheet(exportSales(ctx, query, language), format),
);

const refused = methodNotAllowed('GET');

export { refused as POST, refused as PUT, refused as PATCH, refused as DELETE };
