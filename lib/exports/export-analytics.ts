import { bestSellers } from '@/lib/analytics/best-sellers';
import { salesOverTime } from '@/lib/analytics/sales';
import type { BestSellersQuery, SalesQuery } from '@/lib/analytics/schema';
import type { Ctx } from '@/lib/context';
import type { Locale } from '@/lib/i18n/locale';
import { translate } from '@/lib/i18n/translate';
import type { Sheet } from '@/lib/spreadsheet/sheet';
import { attributesText, columnsIn } from './columns';

export const SALES_COLUMNS = [
  'period',
  'orders',
  'quantity',
  'revenue_untaxed',
  'revenue',
  'currency',
] as const;
export const BEST_SELLER_COLUMNS = [
  'sku',
  'title',
  'attributes',
  'unit',
  'quantity',
  'orders',
  'revenue_untaxed',
  'revenue',
] as const;

/** Revenue over time: a row for each day, week or month. */
export function exportSales(
  ctx: Ctx,
  query: SalesQuery,
  locale: Locale,
): Sheet<(typeof SALES_COLUMNS)[number]> {
  return {
    name: translate(locale, 'spreadsheet.file.sales'),
    columns: columnsIn(locale, SALES_COLUMNS),
    locale,
    batches: batches(),
  };

  async function* batches() {
    const { data, currency } = await salesOverTime(ctx, query);
    yield data.map((row) => ({ ...row, orders: String(row.orders), currency }));
  }
}

/** What sold best in a period. */
export function exportBestSellers(
  ctx: Ctx,
  query: BestSellersQuery,
  locale: Locale,
): Sheet<(typeof BEST_SELLER_COLUMNS)[number]> {
  return {
    name: translate(locale, 'spreadsheet.file.best_sellers'),
    columns: columnsIn(locale, BEST_SELLER_COLUMNS),
    locale,
    batches: batches(),
  };

  async function* batches() {
    const { data } = await bestSellers(ctx, query);
    yield data.map((row) => ({
      ...row,
      orders: String(row.orders),
      attributes: attributesText(row.attributes),
    }));
  }
}
