'use client';

import { useTranslations } from 'next-intl';
import type { ListAddress } from '@/components/lists/list-address';
import { SortHeader } from '@/components/lists/sort-header';
import { usePageSelection } from '@/components/lists/use-page-selection';
import { Checkbox } from '@/components/ui/checkbox';
import { Table, Tbody, Th, Thead } from '@/components/ui/table';
import type { BrowseQuery } from '@/lib/catalogue/products/browse-products';
import { BulkActions } from './bulk-actions';
import type { CategoryOption } from './category-option';
import type { ListedProduct } from './listed-product';
import { ProductRow } from './product-row';

type Filter = Omit<BrowseQuery, 'limit' | 'cursor'>;

/** A page of the products list. Administrators may tick rows, on this page and others, and change them together. */
export function ProductTable({
  products,
  matching,
  filter,
  categories,
  currency,
  mayEdit,
  list,
}: {
  products: readonly ListedProduct[];
  /** How many the list shows in all. */
  matching: number;
  filter: Filter;
  categories: readonly CategoryOption[];
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
  const wholePage = { label: t('list.select_all'), ...page.pageBox };
  return (
    <>
      {mayEdit && page.size > 0 ? (
        <BulkActions
          selection={page.selection}
          size={page.size}
          matching={matching}
          pageIsWhole={page.pageIsWhole}
          filter={filter}
          categories={categories}
          products={products}
          onSelect={page.choose}
        />
      ) : null}
      {mayEdit ? <Checkbox {...wholePage} className="border-b px-4 py-3 sm:hidden" /> : null}
      <Table caption={t('list.title')} stack>
        <Thead>
          <tr>
            {mayEdit ? (
              <Th className="w-10 pe-0">
                <Checkbox hideLabel {...wholePage} />
              </Th>
            ) : null}
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
          </tr>
        </Thead>
        <Tbody>
          {products.map((product) => (
            <ProductRow
              key={product.id}
              product={product}
              currency={currency}
              ticked={mayEdit ? page.isTicked(product.id) : undefined}
              onTick={(on) => page.tick(product.id, on)}
            />
          ))}
        </Tbody>
      </Table>
    </>
  );
}
