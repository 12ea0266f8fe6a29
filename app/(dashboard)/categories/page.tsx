import { FolderTree } from 'lucide-react';
import type { Metadata } from 'next';
import { getLocale, getTranslations } from 'next-intl/server';
import { CategoryDialog } from '@/components/categories/category-dialog';
import { CategoryTree } from '@/components/categories/category-tree';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { PageHeader } from '@/components/ui/page-header';
import { pageContext } from '@/lib/auth/page';
import { categoryTree } from '@/lib/catalogue/categories/queries';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('catalogue'))('categories.title') };
}

export default async function CategoriesPage() {
  const ctx = await pageContext();
  const t = await getTranslations('catalogue');
  const categories = await categoryTree(ctx, await getLocale());
  const mayEdit = ctx.actor.role === 'admin';
  const create = mayEdit ? (
    <CategoryDialog
      mode="create"
      categories={categories}
      trigger={<Button variant="primary">{t('categories.new')}</Button>}
    />
  ) : null;
  return (
    <>
      <PageHeader
        title={t('categories.title')}
        description={t('categories.description')}
        actions={categories.length > 0 ? create : null}
      />
      <Card>
        {categories.length > 0 ? (
          <CategoryTree categories={categories} mayEdit={mayEdit} />
        ) : (
          <EmptyState
            icon={FolderTree}
            title={t('categories.empty')}
            description={t('categories.empty_hint')}
            action={create}
          />
        )}
      </Card>
    </>
  );
}
