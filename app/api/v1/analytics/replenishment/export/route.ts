import { exportReplenishmentCsv } from '@/lib/analytics/endpoints';
import { exportReplenishment } from '@/lib/analytics/export-replenishment';
import { handle } from '@/lib/http/handle';
import { methodNotAllowed } from '@/lib/http/refused-route';
import { answerSheet } from '@/lib/spreadsheet/answer-sheet';

export const GET = handle(exportReplenishmentCsv, async ({ ctx, query: { language, format, ...query } }) =>
  answerSheet(exportReplenishment(ctx, query, language), format),
);

const refused = methodNotAllowed('GET');

export { refused as POST, refused as PUT, refused as PATCH, refused as DELETE };
