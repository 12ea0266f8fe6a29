'use client';

import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { Money, Quantity } from '@/components/ui/amount';
import { Badge } from '@/components/ui/badge';
import { Table, Tbody, Td, Th, Thead, Tr } from '@/components/ui/table';
import type { BestSeller } from '@/lib/analytics/schema';
import { NotCounted } from './not-counted';
import { ShareBar } from './share-bar';

/** Goods by what they sold, the first as the measure of the others. */
export function BestSellersTable({
  rows,
  by,
  currency,
}: {
  rows: readonly BestSeller[];
  by: 'revenue' | 'quantity';
  currency: string;
}) {
  const t = useTranslations('trade.analytics');
  const largest = rows[0]?.[by] ?? '0';
  return (
    <Table stack caption={t('best_sellers')}>
      <Thead>
        <tr>
          <Th>{t('product')}</Th>
          <Th numeric>{t('quantity')}</Th>
          <Th numeric>{t('revenue')}</Th>
          <Th numeric>{t('orders')}</Th>
        </tr>
      </Thead>
      <Tbody>
        {rows.map((row) => (
          <Tr key={`${row.product_id} ${row.title} ${row.sku}`}>
            <Td className="lg:w-1/2">
              <div className="w-full">
                {row.product_id ? (
                  <Link href={`/products/${row.product_id}`} className="font-medium hover:underline">
                    {row.title}
                  </Link>
                ) : (
                  <span className="flex flex-wrap items-center gap-2">
                    {row.title} <Badge>{t('unknown_product')}</Badge>
                  </span>
                )}
                <span className="block text-[0.8125rem] text-muted">
                  {[...Object.values(row.attributes), row.sku].filter(Boolean).join(' · ')}
                </span>
                <ShareBar value={row[by]} largest={largest} />
              </div>
            </Td>
            <Td label={t('quantity')} numeric>
              <Quantity value={row.quantity} unit={row.unit} />
              <NotCounted lines={row.lines_not_counted} />
            </Td>
            <Td label={t('revenue')} numeric>
              <Money amount={row.revenue} currency={currency} />
            </Td>
            <Td label={t('orders')} numeric>
              <Quantity value={String(row.orders)} />
            </Td>
          </Tr>
        ))}
      </Tbody>
    </Table>
  );
}
