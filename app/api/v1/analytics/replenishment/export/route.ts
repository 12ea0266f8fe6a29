import { exportReplenishmentCsv } from '@/lib/analytics/endpoints';
import { exportReplenishment } from '@/lib/analytics/export-replenishment';
import { handle } from '@/lib/http/handle';
import { methodNotAllowed } from '@/lib/http/refused-route';

export const GET = handle(
  exportReplenishmentCsv,
  async ({ ctx, query: { language, ...query } }) =>
    new Response(exportReplenishment(ctx, query, language), {
      headers: {
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': `attachment; filename="${language === 'fr' ? 'reapprovisionnement' : 'replenishment'}.csv"`,
        'cache-control': 'no-store',
      },
    }),
);

const refused = methodNotAllowed('GET');

export { refused as POST, refused as PUT, refused as PATCH, refused as DELETE };
