'use client';

import { useTranslations } from 'next-intl';
import type { ListAddress } from '@/components/lists/list-address';
import { SortHeader } from '@/components/lists/sort-header';
import { TickableTable } from '@/components/lists/tickable-table';
import { usePageSelection } from '@/components/lists/use-page-selection';
import { Th } from '@/components/ui/table';
import type { BrowseQuery } from '@/lib/catalogue/products/browse-products';
import { BulkActions } from './bulk-actions';
import type { ListedProduct } from './listed-product';
import { ProductRow } from './product-row';

type Filter = Omit<BrowseQuery, 'limit' | 'cursor'>;

/** A page of the products list. Administrators may tick rows, on this page and others, and change them together. */
export function ProductTable({
  products,
  matching,
  filter,
  currency,
  mayEdit,
  list,
}: {
  products: readonly ListedProduct[];
  /** How many the list shows in all. */
  matching: number;
  filter: Filter;
  currency: string;
  mayEdit: boolean;
  list: ListAddress;
}) {
  const t = useTranslations('catalogue');
  const { sort: _, ...filtered } = filter;
  const page = usePageSelection(
    JSON.stringify(filtered),
    products.map(({ id }) => id),
    matching,
  );
  return (
    <TickableTable
      caption={t('list.title')}
      page={page}
      matching={matching}
      mayTick={mayEdit}
      actions={
        <BulkActions
          selection={page.selection}
          size={page.size}
          filter={filter}
          products={products}
          onSelect={page.choose}
        />
      }
      columns={
        <>
          <SortHeader list={list} up="title" down="title_desc">
            {t('list.product')}
          </SortHeader>
          <Th className="max-lg:hidden">{t('field.category')}</Th>
          <SortHeader numeric list={list} up="price" down="price_desc">
            {t('field.price')}
          </SortHeader>
          <Th numeric>{t('field.stock')}</Th>
          <Th>{t('field.status')}</Th>
          <Th>{t('sync.title')}</Th>
        </>
      }
    >
      {products.map((product) => (
        <ProductRow
          key={product.id}
          product={product}
          currency={currency}
          ticked={mayEdit ? page.isTicked(product.id) : undefined}
          onTick={(on) => page.tick(product.id, on)}
        />
      ))}
    </TickableTable>
  );
}
