'use client';

import { useTranslations } from 'next-intl';
import { commandApi } from '@/components/api/call-api';
import { useCommand } from '@/components/api/use-command';
import { Button } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';

export interface ListedUser {
  readonly id: string;
  readonly name: string;
  readonly role: 'admin' | 'viewer';
  readonly disabled: boolean;
}

/** What an administrator may do to a user: change the role, disable, enable again. */
export function UserActions({ user }: { user: ListedUser }) {
  const t = useTranslations('access.users');
  const change = useCommand((body: object) => commandApi(`/users/${user.id}`, { method: 'PATCH', body }), {
    done: t('changed'),
  });
  if (user.disabled) {
    return (
      <Button size="sm" busy={change.isPending} onClick={() => change.mutate({ disabled: false })}>
        {t('enable')}
      </Button>
    );
  }
  const other = user.role === 'admin' ? 'viewer' : 'admin';
  return (
    <div className="flex flex-wrap justify-end gap-2">
      <Button size="sm" busy={change.isPending} onClick={() => change.mutate({ role: other })}>
        {t(other === 'admin' ? 'make_admin' : 'make_viewer')}
      </Button>
      <ConfirmDialog
        trigger={<Button size="sm">{t('disable')}</Button>}
        title={t('disable_question')}
        description={t('disable_explained', { name: user.name })}
        confirmLabel={t('disable')}
        danger
        onConfirm={async () => {
          await change.mutateAsync({ disabled: true });
        }}
      />
    </div>
  );
}
