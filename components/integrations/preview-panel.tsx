'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useCommand } from '@/components/api/use-command';
import { CountsTable } from '@/components/sync/counts-table';
import { RunProgress } from '@/components/sync/run-progress';
import { isLive, tallyOf } from '@/components/sync/tally';
import { useRun } from '@/components/sync/use-run';
import { Button, ButtonLink } from '@/components/ui/button';
import { formatDuration } from '@/components/ui/format';
import { Notice } from '@/components/ui/notice';
import { askForRun } from './ask-for-run';

/** What a run would do, counted, with the way to the detailed list (O4). */
export function PreviewPanel({ integrationId }: { integrationId: string }) {
  const t = useTranslations('integrations.wizard');
  const ts = useTranslations('sync.run');
  const [runId, setRunId] = useState<string | null>(null);
  const start = useCommand(() => askForRun(integrationId, { dry_run: true }), {
    onDone: ({ run_id }) => setRunId(run_id),
  });
  const { data: run } = useRun(runId);
  if (!runId) {
    return (
      <Button
        variant="primary"
        className="self-start"
        busy={start.isPending}
        onClick={() => start.mutate(undefined)}
      >
        {t('preview_run')}
      </Button>
    );
  }
  if (!run || isLive(run)) {
    return (
      <div className="flex flex-col gap-3">
        <p className="text-muted">{t('preview_running')}</p>
        {run ? <RunProgress run={run} /> : null}
      </div>
    );
  }
  const { here, odoo } = tallyOf(run.counts);
  return (
    <div className="flex flex-col gap-4">
      {run.error ? (
        <Notice tone="danger" title={t('preview_failed')}>
          {run.error.message} {run.error.remedy}
        </Notice>
      ) : here + odoo === 0 ? (
        <Notice tone="success">{t('preview_empty')}</Notice>
      ) : (
        <>
          {odoo === 0 ? <Notice tone="info">{ts('nothing_in_odoo')}</Notice> : null}
          {here === 0 ? <Notice tone="info">{ts('nothing_here')}</Notice> : null}
          <div className="overflow-hidden rounded-card border">
            <CountsTable counts={run.counts} />
          </div>
          {run.estimate ? (
            <p className="text-muted">
              {t('preview_estimate', {
                calls: run.estimate.calls,
                time: formatDuration(run.estimate.seconds),
              })}
            </p>
          ) : null}
        </>
      )}
      <div className="flex flex-wrap gap-2">
        <ButtonLink href={`/sync/runs/${run.id}`} target="_blank" size="sm">
          {t('preview_list')}
        </ButtonLink>
        <Button size="sm" variant="ghost" busy={start.isPending} onClick={() => start.mutate(undefined)}>
          {t('preview_again')}
        </Button>
      </div>
    </div>
  );
}
