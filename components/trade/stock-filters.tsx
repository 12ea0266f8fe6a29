import { useTranslations } from 'next-intl';
import { AutoForm } from '@/components/lists/auto-form';
import { ButtonLink, buttonClass } from '@/components/ui/button';
import { SearchInput } from '@/components/ui/search-input';
import { Select } from '@/components/ui/select';
import { STOCK_SORTS, type StockBrowseQuery } from '@/lib/catalogue/stock/browse-stock';
import type { WarehouseView } from '@/lib/catalogue/stock/schema';

export function StockFilters({
  query,
  shown,
  warehouses,
  low,
  filtered,
}: {
  query: StockBrowseQuery;
  /** The same as the address says it. */
  shown: Readonly<Record<string, string>>;
  warehouses: readonly WarehouseView[];
  /** How many products are below a threshold. */
  low: number;
  filtered: boolean;
}) {
  const t = useTranslations('trade.stock');
  const tl = useTranslations('ui');
  return (
    <AutoForm
      shown={shown}
      action="/stock"
      role="search"
      className="grid gap-2 border-b p-3 sm:grid-cols-2 lg:grid-cols-[minmax(14rem,1fr)_repeat(3,minmax(0,13rem))_auto]"
    >
      <SearchInput
        name="search"
        label={t('search')}
        defaultValue={query.search}
        className="sm:col-span-2 lg:col-span-1"
      />
      <Select name="low" defaultValue={query.low ? 'true' : ''} aria-label={t('threshold')}>
        <option value="">{t('all')}</option>
        <option value="true">{`${t('only_low')} (${low})`}</option>
      </Select>
      {warehouses.length > 1 ? (
        <Select name="warehouse_id" defaultValue={query.warehouse_id ?? ''} aria-label={t('warehouse')}>
          <option value="">{t('any_warehouse')}</option>
          {warehouses.map((warehouse) => (
            <option key={warehouse.id} value={warehouse.id}>
              {warehouse.name}
            </option>
          ))}
        </Select>
      ) : null}
      <Select name="sort" defaultValue={query.sort} aria-label={tl('sort')}>
        {STOCK_SORTS.map((sort) => (
          <option key={sort} value={sort}>
            {t(`sort.${sort}`)}
          </option>
        ))}
      </Select>
      {filtered ? (
        <ButtonLink href="/stock" variant="ghost">
          {t('clear')}
        </ButtonLink>
      ) : null}
      <noscript>
        <button type="submit" className={buttonClass()}>
          {t('apply')}
        </button>
      </noscript>
    </AutoForm>
  );
}
