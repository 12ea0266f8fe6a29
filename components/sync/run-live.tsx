'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useEffect, useRef } from 'react';
import { Card, CardBody, CardHeader } from '@/components/ui/card';
import { Notice } from '@/components/ui/notice';
import type { RunAnswer } from '@/lib/sync/history/answers';
import { CheckVerdict } from './check/check-verdict';
import { ComparisonTable } from './check/comparison-table';
import { CountsTable } from './counts-table';
import { RunProgress } from './run-progress';
import { isLive } from './tally';
import { useRun } from './use-run';

/** Progress, counters and the reason of an early end, live while the run is. */
export function RunLive({ run: initial }: { run: RunAnswer }) {
  const t = useTranslations('sync.run');
  const tu = useTranslations('ui');
  const router = useRouter();
  const { data: run = initial } = useRun(initial.id, initial);
  const live = isLive(run);
  const wasLive = useRef(live);
  useEffect(() => {
    // What is listed below the counters belongs to the server's page.
    if (wasLive.current && !live) router.refresh();
    wasLive.current = live;
  }, [live, router]);
  return (
    <>
      {live ? (
        <Card>
          <CardHeader title={t('live')} />
          <CardBody>
            <RunProgress run={run} />
          </CardBody>
        </Card>
      ) : null}
      {run.error ? (
        <Notice tone="danger" title={tu('labelled', { label: t('error_title'), value: run.error.message })}>
          {run.error.remedy}
        </Notice>
      ) : null}
      {run.purpose === 'check' && run.status === 'succeeded' ? <CheckVerdict run={run} /> : null}
      {run.notices.map(({ code, message }) => (
        <Notice key={code} tone="info" title={message} />
      ))}
      <Card>
        <CardHeader title={t('counters')} />
        {run.purpose === 'check' ? (
          <ComparisonTable comparison={run.comparison} />
        ) : (
          <CountsTable counts={run.counts} />
        )}
      </Card>
    </>
  );
}
