import { FolderSearch, FolderTree } from 'lucide-react';
import type { Metadata } from 'next';
import { getLocale, getTranslations } from 'next-intl/server';
import { CategoryDialog } from '@/components/categories/category-dialog';
import { CategoryTree } from '@/components/categories/category-tree';
import { AutoForm } from '@/components/lists/auto-form';
import { Button, ButtonLink } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { Input } from '@/components/ui/input';
import { PageHeader } from '@/components/ui/page-header';
import { Pagination } from '@/components/ui/pagination';
import { pageContext } from '@/lib/auth/page';
import { browseTree, TREE_PAGE, treeQuery } from '@/lib/catalogue/categories/browse-tree';
import { hrefWith, readSearchParams, type SearchParams } from '@/lib/http/search-params';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('catalogue'))('categories.title') };
}

export default async function CategoriesPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const ctx = await pageContext();
  const t = await getTranslations('catalogue');
  const ui = await getTranslations('ui');
  const query = readSearchParams(treeQuery, await searchParams);
  const { search, from } = query;
  const { rows, total } = await browseTree(ctx, query, await getLocale());
  const mayEdit = ctx.actor.role === 'admin';
  const create = mayEdit ? (
    <CategoryDialog mode="create" trigger={<Button variant="primary">{t('categories.new')}</Button>} />
  ) : null;
  const isEmpty = total === 0 && !search;
  const next = from + TREE_PAGE;
  return (
    <>
      <PageHeader
        title={t('categories.title')}
        description={t('categories.description')}
        actions={isEmpty ? null : create}
      />
      <Card>
        {isEmpty ? null : (
          <AutoForm action="/categories" shown={{ search: search ?? '' }} className="border-b p-3">
            <Input
              type="search"
              name="search"
              defaultValue={search}
              aria-label={t('categories.search')}
              placeholder={t('categories.search')}
              className="max-w-sm"
            />
          </AutoForm>
        )}
        {rows.length > 0 ? (
          <CategoryTree rows={rows} mayEdit={mayEdit} flat={Boolean(search)} />
        ) : isEmpty ? (
          <EmptyState
            icon={FolderTree}
            title={t('categories.empty')}
            description={t('categories.empty_hint')}
            action={create}
          />
        ) : (
          <EmptyState
            icon={FolderSearch}
            title={t('categories.nothing_found')}
            description={t('categories.nothing_found_hint')}
            action={<ButtonLink href="/categories">{t('categories.show_all')}</ButtonLink>}
          />
        )}
        {total > TREE_PAGE ? (
          <Pagination
            firstHref={from > 0 ? hrefWith('/categories', { search }) : null}
            nextHref={next < total ? hrefWith('/categories', { search, from: next }) : null}
            summary={
              rows.length > 0
                ? ui('position', { from: from + 1, to: from + rows.length, count: total })
                : null
            }
          />
        ) : null}
      </Card>
    </>
  );
}
