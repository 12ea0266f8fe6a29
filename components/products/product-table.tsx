'use client';

import { useTranslations } from 'next-intl';
import { Checkbox } from '@/components/ui/checkbox';
import { SortHeader } from '@/components/ui/sort-header';
import { Table, Tbody, Th, Thead } from '@/components/ui/table';
import type { BrowseQuery } from '@/lib/catalogue/products/browse-products';
import { BulkActions } from './bulk-actions';
import { isTicked, sizeOf, withTicked } from './bulk-selection';
import type { CategoryOption } from './category-options';
import type { ListedProduct } from './listed-product';
import { ProductRow } from './product-row';
import { useBulkSelection } from './use-bulk-selection';

type Filter = Omit<BrowseQuery, 'limit' | 'cursor'>;

/** A page of the products list. Administrators may tick rows, on this page and others, and change them together. */
export function ProductTable({
  products,
  matching,
  filter,
  categories,
  currency,
  mayEdit,
  hrefOfSort,
}: {
  products: readonly ListedProduct[];
  /** How many the list shows in all. */
  matching: number;
  filter: Filter;
  categories: readonly CategoryOption[];
  currency: string;
  mayEdit: boolean;
  /** Address of the list sorted so. */
  hrefOfSort: Readonly<Record<Filter['sort'], string>>;
}) {
  const t = useTranslations('catalogue');
  const { sort, ...list } = filter;
  const [selection, choose] = useBulkSelection(JSON.stringify(list));
  const ids = products.map(({ id }) => id);
  const ticked = ids.filter((id) => isTicked(selection, id));
  const all = ticked.length === ids.length;
  const size = sizeOf(selection, matching);
  const sorted = (up: Filter['sort'], down: Filter['sort']) => ({
    direction: sort === up ? ('ascending' as const) : sort === down ? ('descending' as const) : undefined,
    href: hrefOfSort[sort === up ? down : up],
  });
  const wholePage = {
    label: t('list.select_all'),
    checked: all ? true : ticked.length > 0 ? ('indeterminate' as const) : false,
    onCheckedChange: () => choose(withTicked(selection, ids, !all)),
  };
  return (
    <>
      {mayEdit && size > 0 ? (
        <BulkActions
          selection={selection}
          size={size}
          matching={matching}
          pageIsWhole={all}
          filter={filter}
          categories={categories}
          products={products}
          onSelect={choose}
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
            <SortHeader {...sorted('title', 'title_desc')}>{t('list.product')}</SortHeader>
            <Th className="max-lg:hidden">{t('field.category')}</Th>
            <SortHeader numeric {...sorted('price', 'price_desc')}>
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
              ticked={mayEdit ? isTicked(selection, product.id) : undefined}
              onTick={(on) => choose(withTicked(selection, [product.id], on))}
            />
          ))}
        </Tbody>
      </Table>
    </>
  );
}
