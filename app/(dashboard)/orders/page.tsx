import { SearchX, ShoppingCart } from 'lucide-react';
import type { Metadata } from 'next';
import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { ListPages } from '@/components/lists/list-pages';
import { SavedViews } from '@/components/lists/saved-views';
import { SortHeader } from '@/components/lists/sort-header';
import { Day } from '@/components/trade/day';
import { OrderFilters } from '@/components/trade/order-filters';
import { OrderStatusBadge } from '@/components/trade/order-status-badge';
import { Money } from '@/components/ui/amount';
import { ButtonLink } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { ExportMenu } from '@/components/ui/export-menu';
import { PageHeader } from '@/components/ui/page-header';
import { Table, Tbody, Td, Th, Thead, Tr } from '@/components/ui/table';
import { pageContext } from '@/lib/auth/page';
import { hrefWith, readSearchParams, type SearchParams, textParams } from '@/lib/http/search-params';
import { countOrders, listOrders } from '@/lib/orders/list-orders';
import { orderListQuery } from '@/lib/orders/schema';
import { listViews } from '@/lib/views/views';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('trade.orders'))('title') };
}

export default async function OrdersPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const ctx = await pageContext();
  const t = await getTranslations('trade.orders');
  const params = await searchParams;
  const query = readSearchParams(orderListQuery, params);
  const { limit: _, cursor: __, sort, ...filters } = query;
  const [page, count, views] = await Promise.all([
    listOrders(ctx, query),
    countOrders(ctx, query),
    listViews(ctx, { list: 'orders' }),
  ]);
  const list = { path: '/orders', params: textParams({ ...filters, sort }) } as const;
  const filtered = Object.values(filters).some(Boolean);
  return (
    <>
      <PageHeader
        title={t('title')}
        description={t('description')}
        actions={<ExportMenu href={hrefWith('/api/v1/orders/export', list.params)} />}
      />
      <Card className="overflow-hidden">
        <OrderFilters query={query} shown={list.params} filtered={filtered} />
        <SavedViews views={views} list={list} keepable={filtered || sort !== 'ordered_desc'} />
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
                <SortHeader list={list} up="number" down="number_desc">
                  {t('number')}
                </SortHeader>
                <SortHeader list={list} up="customer" down="customer_desc">
                  {t('customer')}
                </SortHeader>
                <Th>{t('status_label')}</Th>
                <SortHeader list={list} up="ordered" down="ordered_desc" largestFirst>
                  {t('ordered')}
                </SortHeader>
                <SortHeader list={list} up="expected" down="expected_desc" largestFirst>
                  {t('expected')}
                </SortHeader>
                <SortHeader list={list} up="total" down="total_desc" largestFirst numeric>
                  {t('total')}
                </SortHeader>
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
        <ListPages list={list} params={params} page={page} count={count} />
      </Card>
    </>
  );
}
