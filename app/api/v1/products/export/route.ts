import { exportProductsFile } from '@/lib/exports/endpoints';
import { exportProducts } from '@/lib/exports/export-products';
import { handle } from '@/lib/http/handle';
import { methodNotAllowed } from '@/lib/http/refused-route';
import { answerSheet } from '@/lib/spreadsheet/answer-sheet';

export const GET = handle(exportProductsFile, async ({ ctx, query: { format, language, ...query } }) =>
  answerSheet(exportProducts(ctx, query, language), format),
);

const refused = methodNotAllowed('GET');

export { refused as POST, refused as PUT, refused as PATCH, refused as DELETE };
