'use client';

import { Copy } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { callApi } from '@/components/api/call-api';
import { useCommand } from '@/components/api/use-command';
import { Button } from '@/components/ui/button';
import { productView } from '@/lib/catalogue/products/schema';

/** Makes a draft of the product and goes there. */
export function DuplicateProduct({ productId }: { productId: string }) {
  const t = useTranslations('catalogue.duplicate');
  const router = useRouter();
  const duplicate = useCommand(
    () => callApi(`/products/${productId}/duplicate`, productView, { method: 'POST' }),
    { done: t('done'), onDone: ({ id }) => router.push(`/products/${id}`) },
  );
  return (
    <Button busy={duplicate.isPending} onClick={() => duplicate.mutate(undefined)}>
      <Copy aria-hidden />
      {t('action')}
    </Button>
  );
}
