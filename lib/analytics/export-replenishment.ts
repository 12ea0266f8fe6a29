import type { Ctx } from '@/lib/context';
import type { Locale } from '@/lib/i18n/locale';
import { translate } from '@/lib/i18n/translate';
import { everyPage } from '@/lib/spreadsheet/answer-sheet';
import type { Sheet } from '@/lib/spreadsheet/sheet';
import { replenishment } from './replenishment';
import type { ReplenishmentQuery, ReplenishmentRow } from './schema';

const COLUMNS = [
  'sku',
  'title',
  'attributes',
  'stock',
  'alert_threshold',
  'unit',
  'sold',
  'daily_sales',
  'days_of_cover',
  'suggested_quantity',
  'lines_not_counted',
] as const satisfies (keyof ReplenishmentRow)[];

const TEXTS: ReadonlySet<string> = new Set(['sku', 'title', 'attributes', 'unit']);
const BATCH = 500;

/** The whole forecast, batch by batch. */
export function exportReplenishment(
  ctx: Ctx,
  query: Omit<ReplenishmentQuery, 'limit' | 'cursor'>,
  locale: Locale,
): Sheet<(typeof COLUMNS)[number]> {
  return {
    name: locale === 'fr' ? 'reapprovisionnement' : 'replenishment',
    columns: COLUMNS.map((key) => ({
      key,
      header: translate(locale, `trade.replenishment.${key}`),
      number: !TEXTS.has(key),
    })),
    locale,
    batches: batches(),
  };

  async function* batches() {
    const pages = everyPage((cursor) => replenishment(ctx, { ...query, limit: BATCH, cursor }));
    for await (const page of pages) {
      yield page.map(({ attributes, lines_not_counted, ...row }) => ({
        ...row,
        attributes: Object.values(attributes).join(', '),
        lines_not_counted: String(lines_not_counted),
      }));
    }
  }
}
