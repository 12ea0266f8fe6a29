import { exportOrdersFile } from '@/lib/exports/endpoints';
import { exportOrders } from '@/lib/exports/export-orders';
import { handle } from '@/lib/http/handle';
import { methodNotAllowed } from '@/lib/http/refused-route';
import { answerSheet } from '@/lib/spreadsheet/answer-sheet';

export const GET = handle(exportOrdersFile, async ({ ctx, query: { format, language, ...query } }) =>
  answerSheet(exportOrders(ctx, query, language), format),
);

const refused = methodNotAllowed('GET');

export { refused as POST, refused as PUT, refused as PATCH, refused as DELETE };
