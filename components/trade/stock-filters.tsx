import { useTranslations } from 'next-intl';
import { ButtonLink, buttonClass } from '@/components/ui/button';
import { SearchInput } from '@/components/ui/search-input';
import { Select } from '@/components/ui/select';
import type { StockBrowseQuery } from '@/lib/catalogue/stock/browse-stock';
import type { WarehouseView } from '@/lib/catalogue/stock/schema';
import { AutoForm } from './auto-form';

export function StockFilters({
  query,
  warehouses,
  low,
  filtered,
}: {
  query: StockBrowseQuery;
  warehouses: readonly WarehouseView[];
  /** How many products are below a threshold. */
  low: number;
  filtered: boolean;
}) {
  const t = useTranslations('trade.stock');
  return (
    <AutoForm
      action="/stock"
      role="search"
      className="grid gap-2 border-b p-3 sm:grid-cols-2 lg:grid-cols-[minmax(14rem,1fr)_repeat(2,minmax(0,14rem))_auto]"
      key={filtered ? 'filtered' : 'all'}
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
