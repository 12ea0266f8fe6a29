import { SearchX, ShoppingCart } from 'lucide-react';
import type { Metadata } from 'next';
import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { Day } from '@/components/trade/day';
import { OrderFilters } from '@/components/trade/order-filters';
import { OrderStatusBadge } from '@/components/trade/order-status-badge';
import { Money } from '@/components/ui/amount';
import { ButtonLink } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { ExportMenu } from '@/components/ui/export-menu';
import { PageHeader } from '@/components/ui/page-header';
import { Pagination } from '@/components/ui/pagination';
import { Table, Tbody, Td, Th, Thead, Tr } from '@/components/ui/table';
import { pageContext } from '@/lib/auth/page';
import { hrefWith, readSearchParams, type SearchParams } from '@/lib/http/search-params';
import { listOrders } from '@/lib/orders/list-orders';
import { orderListQuery } from '@/lib/orders/schema';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('trade.orders'))('title') };
}

export default async function OrdersPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const ctx = await pageContext();
  const t = await getTranslations('trade.orders');
  const query = readSearchParams(orderListQuery, await searchParams);
  const { limit: _, cursor, ...filters } = query;
  const page = await listOrders(ctx, query);
  const filtered = Object.values(filters).some(Boolean);
  return (
    <>
      <PageHeader
        title={t('title')}
        description={t('description')}
        actions={<ExportMenu href={hrefWith('/api/v1/orders/export', filters)} />}
      />
      <Card className="overflow-hidden">
        <OrderFilters query={query} filtered={filtered} />
        {page.data.length === 0 ? (
          <EmptyState
            icon={filtered ? SearchX : ShoppingCart}
            title={filtered ? t('nothing_found') : t('empty')}
            description={filtered ? t('nothing_found_hint') : t('empty_hint')}
            action={
              <ButtonLink href={filtered ? '/orders' : '/settings/integrations'}>
                {filtered ? t('clear') : t('connect')}
              </ButtonLink>
            }
          />
        ) : (
          <Table stack caption={t('title')}>
            <Thead>
              <tr>
                <Th>{t('number')}</Th>
                <Th>{t('customer')}</Th>
                <Th>{t('status_label')}</Th>
                <Th>{t('ordered')}</Th>
                <Th>{t('expected')}</Th>
                <Th numeric>{t('total')}</Th>
              </tr>
            </Thead>
            <Tbody>
              {page.data.map((order) => (
                <Tr key={order.id}>
                  <Td className="font-medium">
                    <Link href={`/orders/${order.id}`} className="hover:underline">
                      {order.number}
                    </Link>
                  </Td>
                  <Td label={t('customer')}>{order.customer.name || t('no_customer')}</Td>
                  <Td label={t('status_label')}>
                    <OrderStatusBadge status={order.status} />
                  </Td>
                  <Td label={t('ordered')}>
                    <Day at={order.ordered_at} />
                  </Td>
                  <Td label={t('expected')} className={order.expected_at ? '' : 'max-sm:hidden'}>
                    <Day at={order.expected_at} />
                  </Td>
                  <Td label={t('total')} numeric>
                    <Money amount={order.total} currency={order.currency || 'EUR'} />
                  </Td>
                </Tr>
              ))}
            </Tbody>
          </Table>
        )}
        {cursor || page.next_cursor ? (
          <Pagination
            firstHref={cursor ? hrefWith('/orders', filters) : null}
            nextHref={page.next_cursor ? hrefWith('/orders', { ...filters, cursor: page.next_cursor }) : null}
          />
        ) : null}
      </Card>
    </>
  );
}
