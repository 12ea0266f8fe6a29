'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Checkbox } from '@/components/ui/checkbox';
import { Table, Tbody, Th, Thead } from '@/components/ui/table';
import { BulkActions } from './bulk-actions';
import type { ListedProduct } from './listed-product';
import { ProductRow } from './product-row';

/** A page of the products list. Administrators may tick rows and archive or restore them together. */
export function ProductTable({
  products,
  currency,
  mayEdit,
  archived,
}: {
  products: readonly ListedProduct[];
  currency: string;
  mayEdit: boolean;
  /** The list shows archived products: they are restored, the others are archived. */
  archived: boolean;
}) {
  const t = useTranslations('catalogue');
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  const chosen = products.filter((product) => ticked.has(product.id));
  const tick = (id: string, on: boolean) => {
    const next = new Set(ticked);
    if (on) next.add(id);
    else next.delete(id);
    setTicked(next);
  };
  const all = chosen.length === products.length;
  return (
    <>
      {chosen.length > 0 ? (
        <BulkActions products={chosen} archived={archived} onDone={() => setTicked(new Set())} />
      ) : null}
      <Table caption={t('list.title')} stack>
        <Thead>
          <tr>
            {mayEdit ? (
              <Th className="w-10 pe-0">
                <Checkbox
                  hideLabel
                  label={t('list.select_all')}
                  checked={all ? true : chosen.length > 0 ? 'indeterminate' : false}
                  onCheckedChange={() =>
                    setTicked(all ? new Set() : new Set(products.map((product) => product.id)))
                  }
                />
              </Th>
            ) : null}
            <Th>{t('list.product')}</Th>
            <Th>{t('field.category')}</Th>
            <Th numeric>{t('field.price')}</Th>
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
              ticked={mayEdit ? ticked.has(product.id) : undefined}
              onTick={(on) => tick(product.id, on)}
            />
          ))}
        </Tbody>
      </Table>
    </>
  );
}
