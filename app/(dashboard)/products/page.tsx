import { PackageOpen, PackageSearch, Plus } from 'lucide-react';
import type { Metadata } from 'next';
import { getLocale, getTranslations } from 'next-intl/server';
import { listedProducts } from '@/components/products/listed-product';
import { ProductFilters } from '@/components/products/product-filters';
import { ProductTable } from '@/components/products/product-table';
import { SavedViews } from '@/components/products/saved-views';
import { ButtonLink } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { ExportMenu } from '@/components/ui/export-menu';
import { PageHeader } from '@/components/ui/page-header';
import { Pagination } from '@/components/ui/pagination';
import { pageContext } from '@/lib/auth/page';
import { categoryPaths } from '@/lib/catalogue/categories/queries';
import { shopCurrency } from '@/lib/catalogue/currency';
import {
  type BrowseQuery,
  browseProducts,
  COUNT_LIMIT,
  countProducts,
  readBrowseQuery,
} from '@/lib/catalogue/products/browse-products';
import { listViews } from '@/lib/views/views';

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('catalogue'))('list.title') };
}

export default async function ProductsPage({ searchParams }: Props) {
  const ctx = await pageContext();
  const t = await getTranslations('catalogue');
  const query = readBrowseQuery(await searchParams);
  const [page, count, categories, currency, views] = await Promise.all([
    browseProducts(ctx, query),
    countProducts(ctx, query),
    categoryPaths(ctx, await getLocale()),
    shopCurrency(ctx),
    listViews(ctx),
  ]);
  const mayEdit = ctx.actor.role === 'admin';
  // One list for both who offer it: it travels once.
  const shelves = categories.map(({ id, path }) => ({ id, path }));
  const { limit, cursor, sort, ...filters } = query;
  const filtered = Object.values(filters).some((value) => value !== undefined && value !== '');
  const params = await searchParams;
  const first = cursor ? Math.max(1, Number(params.from) || 1) : 1;
  const last = first + page.data.length - 1;
  const hrefOf = (to: string | null) =>
    `/products?${new URLSearchParams(paramsOf({ ...filters, sort, ...(to ? { cursor: to, from: String(last + 1) } : {}) }))}`;
  const hrefOfSort = (by: BrowseQuery['sort']) =>
    `/products?${new URLSearchParams(paramsOf({ ...filters, sort: by }))}`;
  return (
    <>
      <PageHeader
        title={t('list.title')}
        description={
          count > COUNT_LIMIT ? t('list.more_than', { count: COUNT_LIMIT }) : t('list.count', { count })
        }
        actions={
          <>
            <ExportMenu
              href={`/api/v1/products/export?${new URLSearchParams(paramsOf({ ...filters, sort }))}`}
            />
            {mayEdit ? (
              <ButtonLink href="/products/new" variant="primary">
                <Plus aria-hidden />
                {t('list.new')}
              </ButtonLink>
            ) : null}
          </>
        }
      />
      <Card className="overflow-clip">
        <ProductFilters query={query} categories={shelves} filtered={filtered} />
        <SavedViews
          views={views}
          shown={Object.fromEntries(paramsOf({ ...filters, sort }))}
          keepable={filtered || sort !== 'title'}
        />
        {page.data.length > 0 ? (
          <ProductTable
            products={listedProducts(page.data, categories)}
            matching={count}
            filter={{ ...filters, sort }}
            categories={shelves}
            currency={currency}
            mayEdit={mayEdit}
            hrefOfSort={{
              title: hrefOfSort('title'),
              title_desc: hrefOfSort('title_desc'),
              price: hrefOfSort('price'),
              price_desc: hrefOfSort('price_desc'),
              updated: hrefOfSort('updated'),
              created: hrefOfSort('created'),
            }}
          />
        ) : (
          <EmptyState
            icon={filtered ? PackageSearch : PackageOpen}
            title={filtered ? t('list.nothing_found') : t('list.empty')}
            description={filtered ? t('list.nothing_found_hint') : t('list.empty_hint')}
            action={
              filtered ? (
                <ButtonLink href="/products">{t('list.clear_filters')}</ButtonLink>
              ) : mayEdit ? (
                <>
                  <ButtonLink href="/products/new" variant="primary">
                    {t('list.new')}
                  </ButtonLink>
                  <ButtonLink href="/settings/integrations">{t('list.connect')}</ButtonLink>
                </>
              ) : null
            }
          />
        )}
        {cursor || page.next_cursor ? (
          <Pagination
            firstHref={cursor ? hrefOf(null) : null}
            nextHref={page.next_cursor ? hrefOf(page.next_cursor) : null}
            summary={page.data.length > 0 ? t('list.position', { from: first, to: last, count }) : null}
          />
        ) : null}
      </Card>
    </>
  );
}

function paramsOf(query: Record<string, string | undefined>): [string, string][] {
  return Object.entries(query).flatMap(([name, value]) => (value ? [[name, value]] : []));
}
