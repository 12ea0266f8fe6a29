import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { NewProductForm } from '@/components/products/new-product-form';
import { PageHeader } from '@/components/ui/page-header';
import { adminPageContext } from '@/lib/auth/page';
import { createProductAction } from './actions';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('catalogue'))('list.new') };
}

export default async function NewProductPage() {
  await adminPageContext();
  const t = await getTranslations('catalogue');
  return (
    <div className="mx-auto max-w-3xl">
      <PageHeader
        title={t('list.new')}
        description={t('product.new_hint')}
        back={{ href: '/products', label: t('product.back') }}
      />
      <NewProductForm action={createProductAction} />
    </div>
  );
}
