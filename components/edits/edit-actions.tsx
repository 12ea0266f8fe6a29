'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { commandApi } from '@/components/api/call-api';
import { useCommand } from '@/components/api/use-command';
import { Button } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import type { EditView } from '@/lib/edits/answers';

/** What a person can say to an edit: apply it, leave it, take it back. */
export function EditActions({ edit: { id, status, counts } }: { edit: EditView }) {
  const t = useTranslations('edits');
  const router = useRouter();
  const act = useCommand((verb: 'apply' | 'undo') => commandApi(`/edits/${id}/${verb}`));
  const discard = useCommand(() => commandApi(`/edits/${id}`, { method: 'DELETE' }), {
    done: t('discard.done'),
    onDone: () => router.push('/edits'),
  });
  const changes = counts.create + counts.update;
  return (
    <>
      {status === 'ready' || status === 'failed' ? (
        <ConfirmDialog
          trigger={<Button>{t('discard.button')}</Button>}
          title={t('discard.question')}
          description={t('discard.explained')}
          confirmLabel={t('discard.yes')}
          onConfirm={async () => {
            await discard.mutateAsync(undefined);
          }}
        />
      ) : null}
      {status === 'ready' && changes > 0 ? (
        <ConfirmDialog
          trigger={<Button variant="primary">{t('confirm.button', { count: changes })}</Button>}
          title={t('confirm.question')}
          description={t('confirm.explained', counts)}
          confirmLabel={t('confirm.yes')}
          onConfirm={async () => {
            await act.mutateAsync('apply');
          }}
        />
      ) : null}
      {status === 'applied' && counts.done > 0 ? (
        <ConfirmDialog
          danger
          trigger={<Button>{t('undo.button')}</Button>}
          title={t('undo.question')}
          description={t('undo.explained')}
          confirmLabel={t('undo.yes')}
          onConfirm={async () => {
            await act.mutateAsync('undo');
          }}
        />
      ) : null}
    </>
  );
}
