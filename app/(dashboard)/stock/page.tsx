import { PackageCheck, PackageOpen, SearchX } from 'lucide-react';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { ListPages } from '@/components/lists/list-pages';
import { SavedViews } from '@/components/lists/saved-views';
import { StockFilters } from '@/components/trade/stock-filters';
import { StockTable } from '@/components/trade/stock-table';
import { ButtonLink } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { ExportMenu } from '@/components/ui/export-menu';
import { PageHeader } from '@/components/ui/page-header';
import { pageContext } from '@/lib/auth/page';
import { browseStock, countLow, countStock, stockBrowseQuery } from '@/lib/catalogue/stock/browse-stock';
import { listWarehouses } from '@/lib/catalogue/stock/warehouses';
import { hrefWith, readSearchParams, type SearchParams, textParams } from '@/lib/http/search-params';
import { listViews } from '@/lib/views/views';

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
  const params = await searchParams;
  const query = readSearchParams(stockBrowseQuery, params);
  const { limit: _, cursor: __, sort, ...filters } = query;
  const [page, count, warehouses, low, views] = await Promise.all([
    browseStock(ctx, query),
    countStock(ctx, query),
    listWarehouses(ctx, { limit: 200 }),
    countLow(ctx),
    listViews(ctx, { list: 'stock' }),
  ]);
  const shown = warehouses.data.filter(({ id }) => !query.warehouse_id || id === query.warehouse_id);
  const standard = shown.find(({ is_default }) => is_default) ?? shown[0];
  const list = { path: '/stock', params: textParams({ ...filters, sort }) } as const;
  const filtered = Object.values(filters).some(Boolean);
  const empty = EMPTY[filtered ? (query.low && !query.search ? 'low' : 'filtered') : 'all'];
  return (
    <>
      <PageHeader
        title={t('title')}
        description={t('description')}
        actions={
          <>
            <ExportMenu href={hrefWith('/api/v1/stock/export', list.params)} />
            <ButtonLink href="/analytics/replenishment">{t('replenishment')}</ButtonLink>
          </>
        }
      />
      <Card className="overflow-clip">
        <StockFilters
          query={query}
          shown={list.params}
          warehouses={warehouses.data}
          low={low}
          filtered={filtered}
        />
        <SavedViews views={views} list={list} keepable={filtered || sort !== 'title'} />
        {page.data.length === 0 || shown.length === 0 ? (
          <EmptyState
            icon={empty.icon}
            title={t(empty.title)}
            description={empty.hint ? t(empty.hint) : undefined}
            action={filtered ? <ButtonLink href="/stock">{t('clear')}</ButtonLink> : null}
          />
        ) : (
          <StockTable
            rows={page.data}
            matching={count}
            list={list}
            filter={{ ...filters, sort }}
            warehouses={shown.map(({ id, name }) => ({ id, name }))}
            countedIn={standard?.id}
            mayEdit={ctx.actor.role === 'admin'}
          />
        )}
        <ListPages list={list} params={params} page={page} count={count} />
      </Card>
    </>
  );
}
