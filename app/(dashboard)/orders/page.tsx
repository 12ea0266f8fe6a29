import { SearchX, ShoppingCart } from 'lucide-react';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { ListPages } from '@/components/lists/list-pages';
import { SavedViews } from '@/components/lists/saved-views';
import { OrderFilters } from '@/components/trade/order-filters';
import { OrdersTable } from '@/components/trade/orders-table';
import { ButtonLink } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { ExportMenu } from '@/components/ui/export-menu';
import { PageHeader } from '@/components/ui/page-header';
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
          <OrdersTable
            list={list}
            orders={page.data.map(
              ({ id, number, customer, status, ordered_at, expected_at, total, currency }) => ({
                ...{ id, number, status, ordered_at, expected_at, total, currency },
                customer: customer.name,
              }),
            )}
          />
        )}
        <ListPages list={list} params={params} page={page} count={count} />
      </Card>
    </>
  );
}
