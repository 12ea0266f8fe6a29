'use client';

import Form from 'next/form';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useEffect, useRef } from 'react';
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
import { type CategoryOption, CategoryOptions } from './category-options';

const TYPING_PAUSE_MS = 300;

/** Search and filters of the products list: a plain form, which also works before the page has come alive. */
export function ProductFilters({
  query,
  categories,
  filtered,
}: {
  query: BrowseQuery;
  categories: readonly CategoryOption[];
  filtered: boolean;
}) {
  const t = useTranslations('catalogue');
  const form = useRef<HTMLFormElement>(null);
  const pause = useRef<ReturnType<typeof setTimeout>>(undefined);
  const submit = () => {
    clearTimeout(pause.current);
    form.current?.requestSubmit();
  };
  useEffect(() => () => clearTimeout(pause.current), []);
  const alive = useRef(false);
  // The browser owns what is chosen. Chosen before the page came alive: asked now. The address changed by
  // other means (a link, the browser's arrows): shown, except where the reader is typing.
  useEffect(() => {
    const shown: Readonly<Record<string, string | number | undefined>> = query;
    for (const control of form.current?.elements ?? []) {
      if (!(control instanceof HTMLInputElement || control instanceof HTMLSelectElement)) continue;
      const asked = String(shown[control.name] ?? '');
      if (control.value === asked || control === document.activeElement) continue;
      if (alive.current) control.value = asked;
      else pause.current = setTimeout(() => form.current?.requestSubmit());
    }
    alive.current = true;
  }, [query]);
  return (
    <Form
      ref={form}
      action="/products"
      role="search"
      className="grid grid-cols-2 gap-2 border-b p-3 lg:grid-cols-3 2xl:grid-cols-6"
    >
      <SearchInput
        name="search"
        label={t('filter.search')}
        defaultValue={query.search}
        className="col-span-full"
        onChange={() => {
          clearTimeout(pause.current);
          pause.current = setTimeout(submit, TYPING_PAUSE_MS);
        }}
      />
      <Select
        name="category_id"
        defaultValue={query.category_id ?? ''}
        aria-label={t('field.category')}
        onChange={submit}
      >
        <option value="">{t('filter.any_category')}</option>
        <CategoryOptions categories={categories} />
      </Select>
      <Select
        name="status"
        defaultValue={query.status ?? ''}
        aria-label={t('field.status')}
        onChange={submit}
      >
        <option value="">{t('filter.any_status')}</option>
        {STATUS_FILTERS.map((status) => (
          <option key={status} value={status}>
            {t(`status.${status}`)}
          </option>
        ))}
      </Select>
      <Select name="stock" defaultValue={query.stock ?? ''} aria-label={t('field.stock')} onChange={submit}>
        <option value="">{t('filter.any_stock')}</option>
        {STOCK_FILTERS.map((stock) => (
          <option key={stock} value={stock}>
            {t(`filter.stock_${stock}`)}
          </option>
        ))}
      </Select>
      <Select name="sync" defaultValue={query.sync ?? ''} aria-label={t('sync.title')} onChange={submit}>
        <option value="">{t('filter.any_sync')}</option>
        {SYNC_FILTERS.map((state) => (
          <option key={state} value={state}>
            {t(`sync.state.${state}`)}
          </option>
        ))}
      </Select>
      <Select name="sort" defaultValue={query.sort} aria-label={t('filter.sort')} onChange={submit}>
        {PRODUCT_SORTS.map((sort) => (
          <option key={sort} value={sort}>
            {t(`filter.sort_${sort}`)}
          </option>
        ))}
      </Select>
      <Select name="issue" defaultValue={query.issue ?? ''} aria-label={t('filter.issue')} onChange={submit}>
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
    </Form>
  );
}
