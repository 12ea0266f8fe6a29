'use client';

import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { Quantity } from '@/components/ui/amount';
import { Badge } from '@/components/ui/badge';
import { Table, Tbody, Td, Th, Thead, Tr } from '@/components/ui/table';
import type { ReplenishmentRow } from '@/lib/analytics/schema';
import { NotCounted } from './not-counted';

export function ReplenishmentTable({
  rows,
  leadDays,
}: {
  rows: readonly ReplenishmentRow[];
  leadDays: number;
}) {
  const t = useTranslations('trade.replenishment');
  return (
    <Table stack caption={t('page_title')}>
      <Thead>
        <tr>
          <Th>{t('title')}</Th>
          <Th numeric>{t('stock')}</Th>
          <Th numeric className="max-lg:hidden">
            {t('alert_threshold')}
          </Th>
          <Th numeric>{t('sold')}</Th>
          <Th numeric className="max-lg:hidden">
            {t('daily_sales')}
          </Th>
          <Th numeric>{t('days_of_cover')}</Th>
          <Th numeric>{t('suggested_quantity')}</Th>
        </tr>
      </Thead>
      <Tbody>
        {rows.map((row) => (
          <Tr key={row.product_id}>
            <Td>
              <div>
                <Link href={`/products/${row.product_id}`} className="font-medium hover:underline">
                  {row.title}
                </Link>
                <span className="block text-[0.8125rem] text-muted">
                  {[...Object.values(row.attributes), row.sku].filter(Boolean).join(' · ')}
                </span>
              </div>
            </Td>
            <Td label={t('stock')} numeric>
              <Quantity value={row.stock} />
            </Td>
            <Td label={t('alert_threshold')} numeric className="max-sm:hidden max-lg:hidden">
              <Quantity value={row.alert_threshold} />
            </Td>
            <Td label={t('sold')} numeric>
              <Quantity value={row.sold} unit={row.unit} />
              <NotCounted lines={row.lines_not_counted} />
            </Td>
            <Td label={t('daily_sales')} numeric className="max-sm:hidden max-lg:hidden">
              <Quantity value={row.daily_sales} />
            </Td>
            <Td label={t('days_of_cover')} numeric>
              {row.days_of_cover === null ? (
                <span className="text-muted">{t('no_sales')}</span>
              ) : (
                <span className="inline-flex flex-wrap items-center justify-end gap-2">
                  {Number(row.days_of_cover) <= leadDays ? (
                    <Badge tone="danger">{t(Number(row.stock) <= 0 ? 'out' : 'urgent')}</Badge>
                  ) : null}
                  {Number(row.days_of_cover) > 0 ? <Quantity value={row.days_of_cover} /> : null}
                </span>
              )}
            </Td>
            <Td label={t('suggested_quantity')} numeric className="font-semibold">
              <Quantity value={row.suggested_quantity} />
            </Td>
          </Tr>
        ))}
      </Tbody>
    </Table>
  );
}
