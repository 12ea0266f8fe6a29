import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { getLocale, getTranslations } from 'next-intl/server';
import { z } from 'zod';
import { ArchiveActions } from '@/components/products/archive-actions';
import { DuplicateProduct } from '@/components/products/duplicate-product';
import { ProductDetails } from '@/components/products/product-details';
import { ProductImages } from '@/components/products/product-images';
import { StockCard } from '@/components/products/stock-card';
import { SyncCard } from '@/components/products/sync-card';
import { TimelineCard } from '@/components/products/timeline-card';
import { VariantsCard } from '@/components/products/variants-card';
import { ValueNamesProvider } from '@/components/sync/value-names';
import { StatusBadge } from '@/components/ui/badge';
import { Notice } from '@/components/ui/notice';
import { PageHeader } from '@/components/ui/page-header';
import { pageContext } from '@/lib/auth/page';
import { productPage } from '@/lib/catalogue/products/product-page';
import { pickLocale } from '@/lib/i18n/locale';

type Props = { params: Promise<{ id: string }> };

async function load({ params }: Props) {
  const ctx = await pageContext();
  const id = z.uuid().safeParse((await params).id);
  const page = id.success ? await productPage(ctx, id.data, pickLocale(await getLocale(), null)) : null;
  return page ? { ctx, ...page } : notFound();
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  return { title: (await load(props)).product.title };
}

export default async function ProductPage(props: Props) {
  const {
    ctx,
    product,
    parent,
    variants,
    category,
    warehouses,
    integrations,
    picturesStaying,
    timeline,
    errors,
    valueNames,
    currency,
    sameSku,
  } = await load(props);
  const t = await getTranslations('catalogue');
  const tu = await getTranslations('ui');
  const mayEdit = ctx.actor.role === 'admin';
  const readOnly = !mayEdit || product.deleted_at !== null;
  const combination = Object.entries(product.attributes).map(([name, value]) =>
    tu('labelled', { label: name, value }),
  );
  return (
    <>
      <PageHeader
        title={product.title}
        description={combination.join(' · ') || undefined}
        back={
          parent
            ? { href: `/products/${parent.id}`, label: t('product.back_to_parent', { title: parent.title }) }
            : { href: '/products', label: t('product.back') }
        }
        badge={
          product.deleted_at ? (
            <StatusBadge tone="warning">{t('status.archived')}</StatusBadge>
          ) : (
            <StatusBadge tone={product.status === 'active' ? 'success' : 'neutral'}>
              {t(`status.${product.status}`)}
            </StatusBadge>
          )
        }
        actions={
          mayEdit ? (
            <>
              {product.parent_id === null && product.deleted_at === null ? (
                <DuplicateProduct productId={product.id} />
              ) : null}
              <ArchiveActions product={product} />
            </>
          ) : null
        }
      />
      {product.deleted_at ? (
        <Notice tone="warning" className="mb-5">
          {t('product.is_archived')}
        </Notice>
      ) : null}
      <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,1fr)_22rem]">
        <div className="flex min-w-0 flex-col gap-5">
          <ProductDetails product={product} category={category} readOnly={readOnly} sameSku={sameSku} />
          {product.parent_id ? null : (
            <VariantsCard parent={product} variants={variants} readOnly={readOnly} />
          )}
          <ProductImages product={product} readOnly={readOnly} />
        </div>
        <div className="flex min-w-0 flex-col gap-5">
          <StockCard product={product} warehouses={warehouses} readOnly={readOnly} />
          <SyncCard
            product={product}
            integrations={integrations}
            picturesStaying={picturesStaying}
            errors={errors}
            mayChange={mayEdit}
          />
          <ValueNamesProvider value={{ names: valueNames, currency }}>
            <TimelineCard title={product.title} entries={timeline} />
          </ValueNamesProvider>
        </div>
      </div>
    </>
  );
}
