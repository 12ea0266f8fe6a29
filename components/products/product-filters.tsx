'use client';

import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { AutoForm } from '@/components/lists/auto-form';
import { buttonClass } from '@/components/ui/button';
import { cn } from '@/components/ui/cn';
import { SearchInput } from '@/components/ui/search-input';
import { Select } from '@/components/ui/select';
import type { BrowseQuery } from '@/lib/catalogue/products/browse-products';
import {
  PRODUCT_ISSUES,
  PRODUCT_SORTS,
  STATUS_FILTERS,
  STOCK_FILTERS,
  SYNC_FILTERS,
} from '@/lib/catalogue/products/list-choices';
import type { CategoryOption } from './category-option';
import { AllCategoryOptions } from './category-options';

/** Search and filters of the products list: a plain form, which also works before the page has come alive. */
export function ProductFilters({
  query,
  shown,
  category,
  filtered,
}: {
  query: BrowseQuery;
  /** The same as the address says it. */
  shown: Readonly<Record<string, string>>;
  /** The one that is filtered by. */
  category: CategoryOption | undefined;
  filtered: boolean;
}) {
  const t = useTranslations('catalogue');
  const tl = useTranslations('ui');
  return (
    <AutoForm
      shown={shown}
      action="/products"
      role="search"
      className="grid grid-cols-2 gap-2 border-b p-3 lg:grid-cols-3 2xl:grid-cols-6"
    >
      <SearchInput
        name="search"
        label={t('filter.search')}
        defaultValue={query.search}
        className="col-span-full"
      />
      <Select name="category_id" defaultValue={query.category_id ?? ''} aria-label={t('field.category')}>
        <option value="">{t('filter.any_category')}</option>
        <AllCategoryOptions chosen={category} />
      </Select>
      <Select name="status" defaultValue={query.status ?? ''} aria-label={t('field.status')}>
        <option value="">{t('filter.any_status')}</option>
        {STATUS_FILTERS.map((status) => (
          <option key={status} value={status}>
            {t(`status.${status}`)}
          </option>
        ))}
      </Select>
      <Select name="stock" defaultValue={query.stock ?? ''} aria-label={t('field.stock')}>
        <option value="">{t('filter.any_stock')}</option>
        {STOCK_FILTERS.map((stock) => (
          <option key={stock} value={stock}>
            {t(`filter.stock_${stock}`)}
          </option>
        ))}
      </Select>
      <Select name="sync" defaultValue={query.sync ?? ''} aria-label={t('sync.title')}>
        <option value="">{t('filter.any_sync')}</option>
        {SYNC_FILTERS.map((state) => (
          <option key={state} value={state}>
            {t(`sync.state.${state}`)}
          </option>
        ))}
      </Select>
      <Select name="sort" defaultValue={query.sort} aria-label={tl('sort')}>
        {PRODUCT_SORTS.map((sort) => (
          <option key={sort} value={sort}>
            {t(`filter.sort_${sort}`)}
          </option>
        ))}
      </Select>
      <Select name="issue" defaultValue={query.issue ?? ''} aria-label={t('filter.issue')}>
        <option value="">{t('filter.any_issue')}</option>
        {PRODUCT_ISSUES.map((issue) => (
          <option key={issue} value={issue}>
            {t(`issue.${issue}`)}
          </option>
        ))}
      </Select>
      {filtered ? (
        <Link
          href="/products"
          className={cn(buttonClass({ variant: 'ghost', size: 'sm' }), 'col-span-full justify-self-start')}
        >
          {t('list.clear_filters')}
        </Link>
      ) : null}
      <noscript>
        <button type="submit" className={buttonClass()}>
          {t('filter.apply')}
        </button>
      </noscript>
    </AutoForm>
  );
}
