'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { toast } from 'sonner';
import { commandApi } from '@/components/api/call-api';
import { useProblemText } from '@/components/api/use-command';
import { Button } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import type { ListedProduct } from './listed-product';

/** Archives or restores the ticked products; one that is refused does not stop the others. */
export function ArchiveTicked({
  products,
  archived,
  onDone,
}: {
  products: readonly Pick<ListedProduct, 'id' | 'title'>[];
  archived: boolean;
  onDone: () => void;
}) {
  const t = useTranslations('catalogue.archive');
  const tu = useTranslations('ui');
  const router = useRouter();
  const textOf = useProblemText();
  const [busy, setBusy] = useState(false);
  const run = async () => {
    setBusy(true);
    let done = 0;
    for (const product of products) {
      try {
        if (archived) await commandApi(`/products/${product.id}/restore`);
        else await commandApi(`/products/${product.id}`, { method: 'DELETE' });
        done += 1;
      } catch (error) {
        toast.error(tu('labelled', { label: product.title, value: textOf(error) }));
      }
    }
    setBusy(false);
    if (done > 0) toast.success(t(archived ? 'many_restored' : 'many_archived', { count: done }));
    onDone();
    router.refresh();
  };
  return archived ? (
    <Button size="sm" busy={busy} onClick={run}>
      {t('restore')}
    </Button>
  ) : (
    <ConfirmDialog
      danger
      trigger={
        <Button size="sm" busy={busy}>
          {t('archive')}
        </Button>
      }
      title={t('many_title', { count: products.length })}
      description={t('description')}
      confirmLabel={t('archive')}
      onConfirm={run}
    />
  );
}
