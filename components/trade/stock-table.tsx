'use client';

import { useTranslations } from 'next-intl';
import { selectionBody } from '@/components/lists/bulk-selection';
import type { ListAddress } from '@/components/lists/list-address';
import { SortHeader } from '@/components/lists/sort-header';
import { TickableTable } from '@/components/lists/tickable-table';
import { usePageSelection } from '@/components/lists/use-page-selection';
import { Th } from '@/components/ui/table';
import type { StockBrowseQuery, StockRow } from '@/lib/catalogue/stock/browse-stock';
import { StockBulkDialog } from './stock-bulk-dialog';
import type { StockColumn } from './stock-column';
import { StockGoods } from './stock-goods';

/**
 * One line a product, one column a warehouse, and one for all of them where there are several. Administrators may tick
 * lines, on this page and others, and count them or set their thresholds together.
 */
export function StockTable({
  rows,
  matching,
  list,
  filter,
  warehouses,
  countedIn,
  mayEdit,
}: {
  rows: readonly StockRow[];
  /** How many the list shows in all. */
  matching: number;
  list: ListAddress;
  filter: Omit<StockBrowseQuery, 'limit' | 'cursor'>;
  warehouses: readonly StockColumn[];
  /** Of the warehouses, the one that is offered first where many goods are counted. */
  countedIn: string | undefined;
  mayEdit: boolean;
}) {
  const t = useTranslations('trade.stock');
  const { sort: _, ...filtered } = filter;
  const page = usePageSelection(
    JSON.stringify(['stock', filtered]),
    rows.map(({ id }) => id),
    matching,
  );
  const several = warehouses.length > 1;
  const quantitySort = { list, up: 'quantity', down: 'quantity_desc', largestFirst: true, numeric: true };
  const units = (
    <span className="block font-normal text-faint text-xs">
      {t('quantity')} / {t('threshold')}
    </span>
  );
  return (
    <TickableTable
      caption={t('title')}
      page={page}
      matching={matching}
      mayTick={mayEdit}
      actions={
        <StockBulkDialog
          selection={selectionBody(page.selection, filter)}
          count={page.size}
          warehouses={warehouses}
          countedIn={countedIn}
        />
      }
      columns={
        <>
          <SortHeader list={list} up="title" down="title_desc">
            {t('product')}
          </SortHeader>
          {several ? <SortHeader {...quantitySort}>{t('total')}</SortHeader> : null}
          {several ? (
            warehouses.map(({ id, name }) => (
              <Th key={id} numeric>
                {name}
                {units}
              </Th>
            ))
          ) : (
            <SortHeader {...quantitySort} below={units}>
              {warehouses[0]?.name}
            </SortHeader>
          )}
        </>
      }
    >
      {rows.map((row) => (
        <StockGoods
          key={row.id}
          row={row}
          warehouses={warehouses}
          mayEdit={mayEdit}
          ticked={mayEdit ? page.isTicked(row.id) : undefined}
          onTick={(on) => page.tick(row.id, on)}
        />
      ))}
    </TickableTable>
  );
}
