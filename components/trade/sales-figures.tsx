'use client';

import { useFormatter, useTranslations } from 'next-intl';
import { useState } from 'react';
import { Money, Quantity } from '@/components/ui/amount';
import { Table, Tbody, Td, Th, Thead, Tr } from '@/components/ui/table';
import type { SalesView } from '@/lib/analytics/schema';

/** The chart's figures as a table, for whoever wants them; there only once it is opened, as it may have a line a day. */
export function SalesFigures({ sales }: { sales: Pick<SalesView, 'data' | 'interval' | 'currency'> }) {
  const t = useTranslations('trade.analytics');
  const [open, setOpen] = useState(false);
  const format = useFormatter();
  const dayOf = (period: string) =>
    format.dateTime(new Date(`${period}T12:00:00Z`), {
      ...(sales.interval === 'month' ? { month: 'long', year: 'numeric' } : { dateStyle: 'medium' }),
      timeZone: 'UTC',
    });
  return (
    <details className="mt-3" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className="w-fit cursor-pointer rounded-control text-[0.8125rem] text-accent hover:underline">
        {t('show_table')}
      </summary>
      <div className="mt-2 max-h-80 overflow-y-auto">
        <Table caption={t('over_time')}>
          <Thead>
            <tr>
              <Th>{t(sales.interval)}</Th>
              <Th numeric>{t('revenue')}</Th>
              <Th numeric>{t('orders')}</Th>
              <Th numeric>{t('quantity')}</Th>
            </tr>
          </Thead>
          <Tbody>
            {(open ? sales.data : []).map((bucket) => (
              <Tr key={bucket.period}>
                <Td>{dayOf(bucket.period)}</Td>
                <Td numeric>
                  <Money amount={bucket.revenue} currency={sales.currency} />
                </Td>
                <Td numeric>
                  <Quantity value={String(bucket.orders)} />
                </Td>
                <Td numeric>
                  <Quantity value={bucket.quantity} />
                </Td>
              </Tr>
            ))}
          </Tbody>
        </Table>
      </div>
    </details>
  );
}
