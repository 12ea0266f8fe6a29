'use client';

import { useTranslations } from 'next-intl';
import { commandApi } from '@/components/api/call-api';
import { useCommand } from '@/components/api/use-command';
import { Button } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';

const CHOICES = ['send_again', 'take_odoo'] as const;

/** After Odoo went back: a person says once what counts. */
export function ChooseIdentity({ integrationId }: { integrationId: string }) {
  const t = useTranslations('integrations.identity');
  const choose = useCommand(
    (choice: (typeof CHOICES)[number]) =>
      commandApi(`/integrations/${integrationId}/identity`, { body: { choice } }),
    { done: t('chosen') },
  );
  return (
    <div className="flex flex-wrap gap-2">
      {CHOICES.map((choice) => (
        <ConfirmDialog
          key={choice}
          trigger={<Button size="sm">{t(choice)}</Button>}
          title={t(`${choice}_title`)}
          description={t(`${choice}_description`)}
          confirmLabel={t(choice)}
          danger={choice === 'take_odoo'}
          onConfirm={async () => {
            await choose.mutateAsync(choice);
          }}
        />
      ))}
    </div>
  );
}
