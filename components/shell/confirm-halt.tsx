'use client';

import { useTranslations } from 'next-intl';
import { commandApi } from '@/components/api/call-api';
import { useCommand } from '@/components/api/use-command';
import { Button } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';

/** Lets the run that was halted for safety pass, once a person has looked. */
export function ConfirmHalt({ integrationId, code }: { integrationId: string; code: string }) {
  const t = useTranslations('integrations.banner');
  const confirm = useCommand(
    () => commandApi(`/integrations/${integrationId}/sync`, { body: { confirmed: true } }),
    { done: t('confirmed') },
  );
  return (
    <ConfirmDialog
      trigger={<Button size="sm">{t('confirm')}</Button>}
      title={t('confirm_title')}
      description={t('confirm_description', { code })}
      confirmLabel={t('confirm')}
      danger
      onConfirm={async () => {
        await confirm.mutateAsync(undefined);
      }}
    />
  );
}
