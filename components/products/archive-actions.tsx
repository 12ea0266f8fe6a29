'use client';

import { Archive, ArchiveRestore } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { commandApi } from '@/components/api/call-api';
import { useCommand } from '@/components/api/use-command';
import { Button } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import type { ProductView } from '@/lib/catalogue/products/schema';

/** Archives a product, or brings it back. */
export function ArchiveActions({ product }: { product: ProductView }) {
  const t = useTranslations('catalogue.archive');
  const archive = useCommand(() => commandApi(`/products/${product.id}`, { method: 'DELETE' }), {
    done: t('archived'),
  });
  const restore = useCommand(() => commandApi(`/products/${product.id}/restore`), { done: t('restored') });
  if (product.deleted_at) {
    return (
      <Button busy={restore.isPending} onClick={() => restore.mutate(undefined)}>
        <ArchiveRestore aria-hidden />
        {t('restore')}
      </Button>
    );
  }
  return (
    <ConfirmDialog
      danger
      trigger={
        <Button>
          <Archive aria-hidden />
          {t('archive')}
        </Button>
      }
      title={t('title', { title: product.title })}
      description={
        product.variant_ids.length > 0
          ? t('with_variants', { count: product.variant_ids.length })
          : t('description')
      }
      confirmLabel={t('archive')}
      onConfirm={async () => {
        await archive.mutateAsync(undefined);
      }}
    />
  );
}
