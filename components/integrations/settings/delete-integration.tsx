'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { commandApi } from '@/components/api/call-api';
import { useCommand } from '@/components/api/use-command';
import { Button } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import type { IntegrationAnswer } from '@/lib/integrations/present';

/** Deletes an integration once its name was typed. */
export function DeleteIntegration({ integration: { id, name } }: { integration: IntegrationAnswer }) {
  const t = useTranslations('integrations.settings');
  const router = useRouter();
  const [typed, setTyped] = useState('');
  const remove = useCommand(() => commandApi(`/integrations/${id}`, { method: 'DELETE' }), {
    done: t('deleted'),
    onDone: () => router.push('/settings/integrations'),
  });
  return (
    <ConfirmDialog
      trigger={<Button variant="danger">{t('delete')}</Button>}
      title={t('delete_title', { name })}
      description={t('delete_description')}
      confirmLabel={t('delete')}
      confirmDisabled={typed.trim() !== name}
      danger
      onConfirm={async () => {
        await remove.mutateAsync(undefined);
      }}
    >
      <Field label={t('delete_confirm_label', { name })}>
        <Input value={typed} autoComplete="off" onChange={(event) => setTyped(event.target.value)} />
      </Field>
    </ConfirmDialog>
  );
}
