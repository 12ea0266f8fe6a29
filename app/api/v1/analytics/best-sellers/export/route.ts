import { exportBestSellersFile } from '@/lib/exports/endpoints';
import { exportBestSellers } from '@/lib/exports/export-analytics';
import { handle } from '@/lib/http/handle';
import { methodNotAllowed } from '@/lib/http/refused-route';
import { answerSheet } from '@/lib/spreadsheet/answer-sheet';

export const GET = handle(exportBestSellersFile, async ({ ctx, query: { format, language, ...query } }) =>
  answerSheet(exportBestSellers(ctx, query, language), format),
);

const refused = methodNotAllowed('GET');

export { refused as POST, refused as PUT, refused as PATCH, refused as DELETE };
