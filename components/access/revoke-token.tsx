'use client';

import { useTranslations } from 'next-intl';
import { commandApi } from '@/components/api/call-api';
import { useCommand } from '@/components/api/use-command';
import { Button } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';

/** Ends a token, after asking. */
export function RevokeToken({ id, name }: { id: string; name: string }) {
  const t = useTranslations('access.tokens');
  const revoke = useCommand(() => commandApi(`/tokens/${id}`, { method: 'DELETE' }), { done: t('revoked') });
  return (
    <ConfirmDialog
      trigger={<Button size="sm">{t('revoke')}</Button>}
      title={t('revoke_question')}
      description={t('revoke_explained', { name })}
      confirmLabel={t('revoke')}
      danger
      onConfirm={async () => {
        await revoke.mutateAsync(undefined);
      }}
    />
  );
}
