'use client';

import { useTranslations } from 'next-intl';
import { commandApi } from '@/components/api/call-api';
import { useCommand } from '@/components/api/use-command';
import { Button } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import type { RunAnswer } from '@/lib/sync/history/answers';
import { isLive, tallyOf } from './tally';
import { UndoRun } from './undo-run';

/** What a person may do with a run: stop it while it goes on, take it back afterwards. */
export function RunActions({ run, currency }: { run: RunAnswer; currency: string }) {
  const t = useTranslations('sync.run');
  const cancel = useCommand(() => commandApi(`/runs/${run.id}/cancel`), { done: t('cancelled') });
  if (isLive(run)) {
    if (run.cancel_requested) return <Button disabled>{t('cancelling')}</Button>;
    return (
      <ConfirmDialog
        trigger={<Button>{t('cancel')}</Button>}
        title={t('cancel_title')}
        description={t('cancel_description')}
        confirmLabel={t('cancel')}
        danger
        onConfirm={async () => {
          await cancel.mutateAsync(undefined);
        }}
      />
    );
  }
  const { here, odoo } = tallyOf(run.counts);
  return run.dry_run || here + odoo === 0 ? null : <UndoRun runId={run.id} currency={currency} />;
}
