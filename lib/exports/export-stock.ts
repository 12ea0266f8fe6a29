import { browseStock, type StockBrowseQuery } from '@/lib/catalogue/stock/browse-stock';
import { listWarehouses } from '@/lib/catalogue/stock/warehouses';
import type { Ctx } from '@/lib/context';
import type { Locale } from '@/lib/i18n/locale';
import { translate } from '@/lib/i18n/translate';
import { everyPage } from '@/lib/spreadsheet/answer-sheet';
import type { Sheet } from '@/lib/spreadsheet/sheet';
import { attributesText, columnsIn } from './columns';

export const STOCK_COLUMNS = [
  'id',
  'sku',
  'title',
  'attributes',
  'warehouse',
  'quantity',
  'alert_threshold',
] as const;

const BATCH = 500;

/** The stock as it is filtered: a row for each product and warehouse in use. */
export function exportStock(
  ctx: Ctx,
  query: Omit<StockBrowseQuery, 'limit' | 'cursor'>,
  locale: Locale,
): Sheet<(typeof STOCK_COLUMNS)[number]> {
  return {
    name: translate(locale, 'spreadsheet.file.stock'),
    columns: columnsIn(locale, STOCK_COLUMNS),
    locale,
    batches: batches(),
  };

  async function* batches() {
    const warehouses = (await listWarehouses(ctx, { limit: 200 })).data.filter(
      ({ id }) => !query.warehouse_id || id === query.warehouse_id,
    );
    for await (const goods of everyPage((cursor) => browseStock(ctx, { ...query, limit: BATCH, cursor }))) {
      yield goods.flatMap(({ levels, attributes, ...one }) =>
        warehouses.map(({ id, name }) => {
          const level = levels.find(({ warehouse_id }) => warehouse_id === id);
          const { quantity = '0', alert_threshold = null } = level ?? {};
          return {
            ...one,
            attributes: attributesText(attributes),
            warehouse: name,
            quantity,
            alert_threshold,
          };
        }),
      );
    }
  }
}
