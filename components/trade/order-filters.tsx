import { useTranslations } from 'next-intl';
import { AutoForm } from '@/components/lists/auto-form';
import { ButtonLink, buttonClass } from '@/components/ui/button';
import { Input } from '@/components/ui/input';
import { SearchInput } from '@/components/ui/search-input';
import { Select } from '@/components/ui/select';
import { ORDER_SORTS, ORDER_STATUSES, type OrderListQuery } from '@/lib/orders/schema';

export function OrderFilters({
  query,
  shown,
  filtered,
}: {
  query: OrderListQuery;
  /** The same as the address says it. */
  shown: Readonly<Record<string, string>>;
  filtered: boolean;
}) {
  const t = useTranslations('trade.orders');
  const tl = useTranslations('ui');
  return (
    <AutoForm
      shown={shown}
      action="/orders"
      role="search"
      className="grid gap-2 border-b p-3 sm:grid-cols-2 lg:flex lg:flex-wrap"
    >
      <SearchInput
        name="search"
        label={t('search')}
        defaultValue={query.search}
        className="sm:col-span-2 lg:w-full"
      />
      <Select
        name="status"
        defaultValue={query.status ?? ''}
        aria-label={t('status_label')}
        className="lg:w-44"
      >
        <option value="">{t('any_status')}</option>
        {ORDER_STATUSES.map((status) => (
          <option key={status} value={status}>
            {t(`status.${status}`)}
          </option>
        ))}
      </Select>
      <span className="flex items-center gap-2 text-muted">
        <span aria-hidden className="max-sm:w-10 max-sm:shrink-0">
          {t('period_from')}
        </span>
        <Input
          type="date"
          name="from"
          defaultValue={query.from}
          aria-label={t('period_from')}
          className="sm:w-auto"
        />
      </span>
      <span className="flex items-center gap-2 text-muted">
        <span aria-hidden className="max-sm:w-10 max-sm:shrink-0">
          {t('period_to')}
        </span>
        <Input
          type="date"
          name="to"
          defaultValue={query.to}
          aria-label={t('period_to')}
          className="sm:w-auto"
        />
      </span>
      <Select name="sort" defaultValue={query.sort} aria-label={tl('sort')} className="lg:w-56">
        {ORDER_SORTS.map((sort) => (
          <option key={sort} value={sort}>
            {t(`sort.${sort}`)}
          </option>
        ))}
      </Select>
      {filtered ? (
        <ButtonLink href="/orders" variant="ghost">
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
