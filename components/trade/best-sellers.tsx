import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Money, Quantity } from '@/components/ui/amount';
import { Badge } from '@/components/ui/badge';
import { ButtonLink } from '@/components/ui/button';
import { Card, CardHeader } from '@/components/ui/card';
import { Table, Tbody, Td, Th, Thead, Tr } from '@/components/ui/table';
import type { BestSeller } from '@/lib/analytics/schema';
import { NotCounted } from './not-counted';
import { ShareBar } from './share-bar';

export function BestSellers({
  rows,
  by,
  currency,
  hrefOf,
  actions,
}: {
  rows: readonly BestSeller[];
  by: 'revenue' | 'quantity';
  currency: string;
  hrefOf: (by: 'revenue' | 'quantity') => string;
  actions?: ReactNode;
}) {
  const t = useTranslations('trade.analytics');
  const largest = rows[0]?.[by] ?? '0';
  return (
    <Card className="overflow-hidden">
      <CardHeader
        title={t('best_sellers')}
        description={t('best_sellers_scope')}
        actions={
          <>
            {(['revenue', 'quantity'] as const).map((choice) => (
              <ButtonLink
                key={choice}
                href={hrefOf(choice)}
                scroll={false}
                size="sm"
                variant={choice === by ? 'secondary' : 'ghost'}
                aria-current={choice === by ? 'true' : undefined}
              >
                {t(`by_${choice}`)}
              </ButtonLink>
            ))}
            {actions}
          </>
        }
      />
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
    </Card>
  );
}
