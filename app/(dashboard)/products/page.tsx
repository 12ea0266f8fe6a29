import { PackageOpen, PackageSearch, Plus } from 'lucide-react';
import type { Metadata } from 'next';
import { getLocale, getTranslations } from 'next-intl/server';
import { ListPages } from '@/components/lists/list-pages';
import { SavedViews } from '@/components/lists/saved-views';
import { listedProducts } from '@/components/products/listed-product';
import { ProductFilters } from '@/components/products/product-filters';
import { ProductTable } from '@/components/products/product-table';
import { ButtonLink } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { ExportMenu } from '@/components/ui/export-menu';
import { PageHeader } from '@/components/ui/page-header';
import { COUNT_LIMIT } from '@/db/count-up-to';
import { pageContext } from '@/lib/auth/page';
import { categoryPaths } from '@/lib/catalogue/categories/queries';
import { shopCurrency } from '@/lib/catalogue/currency';
import { browseProducts, countProducts, readBrowseQuery } from '@/lib/catalogue/products/browse-products';
import { hrefWith, type SearchParams, textParams } from '@/lib/http/search-params';
import { listViews } from '@/lib/views/views';

type Props = { searchParams: Promise<SearchParams> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('catalogue'))('list.title') };
}

export default async function ProductsPage({ searchParams }: Props) {
  const ctx = await pageContext();
  const t = await getTranslations('catalogue');
  const params = await searchParams;
  const query = readBrowseQuery(params);
  const [page, count, categories, currency, views] = await Promise.all([
    browseProducts(ctx, query),
    countProducts(ctx, query),
    categoryPaths(ctx, await getLocale()),
    shopCurrency(ctx),
    listViews(ctx, { list: 'products' }),
  ]);
  const mayEdit = ctx.actor.role === 'admin';
  const chosen = categories.find(({ id }) => id === query.category_id);
  const { limit: _, cursor: __, sort, ...filters } = query;
  const filtered = Object.values(filters).some((value) => value !== undefined && value !== '');
  const list = { path: '/products', params: textParams({ ...filters, sort }) } as const;
  return (
    <>
      <PageHeader
        title={t('list.title')}
        description={
          count > COUNT_LIMIT ? t('list.more_than', { count: COUNT_LIMIT }) : t('list.count', { count })
        }
        actions={
          <>
            <ExportMenu href={hrefWith('/api/v1/products/export', list.params)} />
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
        <ProductFilters
          query={query}
          shown={list.params}
          category={chosen && { id: chosen.id, path: chosen.path }}
          filtered={filtered}
        />
        <SavedViews views={views} list={list} keepable={filtered || sort !== 'title'} />
        {page.data.length > 0 ? (
          <ProductTable
            products={listedProducts(page.data, categories)}
            matching={count}
            filter={{ ...filters, sort }}
            currency={currency}
            mayEdit={mayEdit}
            list={list}
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
        <ListPages list={list} params={params} page={page} count={count} />
      </Card>
    </>
  );
}
