'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { callApi } from '@/components/api/call-api';
import { CountsTable } from '@/components/sync/counts-table';
import { RunProgress } from '@/components/sync/run-progress';
import { isLive } from '@/components/sync/tally';
import { useRun } from '@/components/sync/use-run';
import { ButtonLink } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import { Skeleton } from '@/components/ui/skeleton';
import { integrationAnswer } from '@/lib/integrations/present';
import type { RunAnswer } from '@/lib/sync/history/answers';
import { askForRun } from '../ask-for-run';
import { Recap } from './recap';
import { StepFrame } from './step-frame';
import type { StepProps } from './step-props';

/** Ends the set-up and starts the first import, watched live: the address names it, for when the page is loaded again. */
export function StartStep({
  integration,
  onBack,
  firstRun,
}: Pick<StepProps, 'integration' | 'onBack'> & { firstRun: string | null }) {
  const t = useTranslations('integrations.wizard');
  const router = useRouter();
  const { data: run } = useRun(firstRun);
  const start = async () => {
    await callApi(`/integrations/${integration.id}`, integrationAnswer, {
      method: 'PATCH',
      body: { setup_step: null, enabled: true },
    });
    const { run_id: run } = await askForRun(integration.id, { confirmed: true });
    router.replace(`/settings/integrations/new?id=${integration.id}&run=${run}`, { scroll: false });
    router.refresh();
  };
  return (
    <StepFrame
      title={t('steps.start')}
      intro={t(run?.status === 'succeeded' || run?.status === 'partial' ? 'started_intro' : 'start_intro')}
      onBack={firstRun ? undefined : onBack}
      onContinue={firstRun ? undefined : start}
      continueLabel={t('start')}
      later={!firstRun}
    >
      {firstRun ? (
        run ? (
          <FirstImport run={run} integrationId={integration.id} />
        ) : (
          <Skeleton className="h-12" />
        )
      ) : (
        <Recap integration={integration} />
      )}
    </StepFrame>
  );
}

function FirstImport({ run, integrationId }: { run: RunAnswer; integrationId: string }) {
  const t = useTranslations('integrations.wizard');
  const live = isLive(run);
  return (
    <div className="flex flex-col gap-4" data-run-status={run.status}>
      {live ? <RunProgress run={run} /> : null}
      {run.error ? (
        <Notice tone="danger" title={run.error.message}>
          {run.error.remedy}
        </Notice>
      ) : live ? null : (
        <Notice tone={run.status === 'succeeded' ? 'success' : 'warning'}>
          {t(run.status === 'succeeded' ? 'finished' : 'finished_with_errors')}
        </Notice>
      )}
      <div className="overflow-hidden rounded-card border pt-1">
        <CountsTable counts={run.counts} />
      </div>
      <div className="flex flex-wrap gap-2">
        {live ? null : (
          <ButtonLink href="/products" variant="primary">
            {t('open_products')}
          </ButtonLink>
        )}
        <ButtonLink href={`/sync/runs/${run.id}`}>{t('open_run')}</ButtonLink>
        <ButtonLink href={`/settings/integrations/${integrationId}`} variant="ghost">
          {t('open_settings')}
        </ButtonLink>
      </div>
    </div>
  );
}
