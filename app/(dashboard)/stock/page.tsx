import { PackageCheck, PackageOpen, SearchX } from 'lucide-react';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { StockBulkDialog } from '@/components/trade/stock-bulk-dialog';
import { StockFilters } from '@/components/trade/stock-filters';
import { StockTable } from '@/components/trade/stock-table';
import { ButtonLink } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { ExportMenu } from '@/components/ui/export-menu';
import { PageHeader } from '@/components/ui/page-header';
import { Pagination } from '@/components/ui/pagination';
import { pageContext } from '@/lib/auth/page';
import { browseStock, countLow, stockBrowseQuery } from '@/lib/catalogue/stock/browse-stock';
import { listWarehouses } from '@/lib/catalogue/stock/warehouses';
import { hrefWith, readSearchParams, type SearchParams } from '@/lib/http/search-params';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('trade.stock'))('title') };
}

const EMPTY = {
  all: { icon: PackageOpen, title: 'empty', hint: 'empty_hint' },
  low: { icon: PackageCheck, title: 'nothing_low', hint: 'nothing_low_hint' },
  filtered: { icon: SearchX, title: 'nothing_found', hint: undefined },
} as const;

export default async function StockPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const ctx = await pageContext();
  const t = await getTranslations('trade.stock');
  const query = readSearchParams(stockBrowseQuery, await searchParams);
  const { limit: _, cursor, ...filters } = query;
  const [page, warehouses, low] = await Promise.all([
    browseStock(ctx, query),
    listWarehouses(ctx, { limit: 200 }),
    countLow(ctx),
  ]);
  const shown = warehouses.data.filter(({ id }) => !query.warehouse_id || id === query.warehouse_id);
  const filtered = Object.values(filters).some(Boolean);
  const empty = EMPTY[filtered ? (query.low && !query.search ? 'low' : 'filtered') : 'all'];
  return (
    <>
      <PageHeader
        title={t('title')}
        description={t('description')}
        actions={
          <>
            {ctx.actor.role === 'admin' && page.data.length > 0 && warehouses.data.length > 0 ? (
              <StockBulkDialog filter={filters} warehouses={warehouses.data} />
            ) : null}
            <ExportMenu
              href={hrefWith('/api/v1/stock/export', { ...filters, low: query.low || undefined })}
            />
            <ButtonLink href="/analytics/replenishment">{t('replenishment')}</ButtonLink>
          </>
        }
      />
      <Card className="overflow-hidden">
        <StockFilters query={query} warehouses={warehouses.data} low={low} filtered={filtered} />
        {page.data.length === 0 || shown.length === 0 ? (
          <EmptyState
            icon={empty.icon}
            title={t(empty.title)}
            description={empty.hint ? t(empty.hint) : undefined}
            action={filtered ? <ButtonLink href="/stock">{t('clear')}</ButtonLink> : null}
          />
        ) : (
          <StockTable rows={page.data} warehouses={shown} mayEdit={ctx.actor.role === 'admin'} />
        )}
        {cursor || page.next_cursor ? (
          <Pagination
            firstHref={cursor ? hrefWith('/stock', filters) : null}
            nextHref={page.next_cursor ? hrefWith('/stock', { ...filters, cursor: page.next_cursor }) : null}
          />
        ) : null}
      </Card>
    </>
  );
}
