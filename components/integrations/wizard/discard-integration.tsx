'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { commandApi } from '@/components/api/call-api';
import { useCommand } from '@/components/api/use-command';
import { Button } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import type { IntegrationAnswer } from '@/lib/integrations/present';

/** Gives up an integration that was not finished: nothing was synchronised yet, so nothing is lost. */
export function DiscardIntegration({ integration: { id, name } }: { integration: IntegrationAnswer }) {
  const t = useTranslations('integrations.wizard');
  const router = useRouter();
  const discard = useCommand(() => commandApi(`/integrations/${id}`, { method: 'DELETE' }), {
    done: t('discarded'),
    onDone: () => router.push('/settings/integrations'),
  });
  return (
    <ConfirmDialog
      trigger={<Button variant="ghost">{t('discard')}</Button>}
      title={t('discard_title', { name })}
      description={t('discard_description')}
      confirmLabel={t('discard')}
      danger
      onConfirm={async () => {
        await discard.mutateAsync(undefined);
      }}
    />
  );
}
