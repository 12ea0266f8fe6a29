import { CircleCheck } from 'lucide-react';
import { getFormatter, getTranslations } from 'next-intl/server';
import { z } from 'zod';
import { DifferencesList } from '@/components/sync/check/differences-list';
import { FilterBar } from '@/components/sync/filter-bar';
import { LogLink } from '@/components/sync/log-link';

import { RunActions } from '@/components/sync/run-actions';
import { durationOf } from '@/components/sync/run-duration';
import { RunLive } from '@/components/sync/run-live';
import { RunStatusBadge } from '@/components/sync/run-status';
import { isLive } from '@/components/sync/tally';
import { ValueNamesProvider } from '@/components/sync/value-names';
import { Card, CardHeader } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { ExportMenu } from '@/components/ui/export-menu';
import { PageHeader } from '@/components/ui/page-header';
import { Pagination } from '@/components/ui/pagination';
import { shopCurrency } from '@/lib/catalogue/currency';
import type { Ctx } from '@/lib/context';
import { differenceOutlook, type RunAnswer, recordKind } from '@/lib/sync/history/answers';
import { listDifferences } from '@/lib/sync/history/differences/list-differences';
import { nameValues } from '@/lib/sync/history/name-values';
import { presentDifference } from '@/lib/sync/history/present';

const query = z.object({
  kind: recordKind.optional().catch(undefined),
  outlook: differenceOutlook.optional().catch(undefined),
  cursor: z.string().optional().catch(undefined),
});

/** The page of a check: what was compared, whether it is equal, and every value that is not. */
export async function CheckReport({ ctx, run, search }: { ctx: Ctx; run: RunAnswer; search: unknown }) {
  const t = await getTranslations('sync');
  const tu = await getTranslations('ui');
  const format = await getFormatter();
  const { cursor, ...filter } = query.parse(search);
  const { data, next_cursor } = await listDifferences(ctx, { runId: run.id, ...filter, cursor, limit: 50 });
  const [names, currency] = await Promise.all([
    nameValues(
      ctx.db,
      data.map(({ field, hereValue, odooValue }) => ({ [field ?? '']: [hereValue, odooValue] })),
    ),
    shopCurrency(ctx),
  ]);
  const duration = durationOf(run);
  const chosen = Object.entries(filter).flatMap(([name, value]) => (value ? [[name, value]] : []));
  const here = (more: Record<string, string>) =>
    `/sync/runs/${run.id}?${new URLSearchParams({ ...Object.fromEntries(chosen), ...more })}`;
  return (
    <>
      <PageHeader
        back={{ href: `/settings/integrations/${run.integration_id}`, label: run.integration_name }}
        title={t('check.title', {
          date: format.dateTime(new Date(run.created_at), { dateStyle: 'long', timeStyle: 'short' }),
        })}
        badge={<RunStatusBadge run={run} />}
        description={[
          ...(run.requested_by ? [t('run.by', { name: run.requested_by })] : []),
          ...(duration ? [tu('labelled', { label: t('run.duration'), value: duration })] : []),
          tu('labelled', { label: t('runs.calls'), value: format.number(run.rpc_calls) }),
          t('check.writes_nothing'),
        ].join(' · ')}
        actions={
          <>
            {isLive(run) ? null : <ExportMenu href={`/api/v1/runs/${run.id}/differences/export`} />}
            <LogLink run={run} />
            {ctx.actor.role === 'admin' ? <RunActions run={run} currency={currency} /> : null}
          </>
        }
      />
      <div className="flex flex-col gap-5">
        <RunLive run={run} />
        {isLive(run) && data.length === 0 ? null : (
          <Card>
            <CardHeader title={t('check.list')} description={t('check.list_description')} />
            <FilterBar
              choices={[
                {
                  name: 'kind',
                  label: t('run.only_kind'),
                  options: recordKind.options.map((value) => ({ value, label: t(`kind.${value}`) })),
                },
                {
                  name: 'outlook',
                  label: t('check.next'),
                  options: differenceOutlook.options.map((value) => ({
                    value,
                    label: t(`check.outlook.${value}`),
                  })),
                },
              ]}
            />
            {data.length === 0 ? (
              <EmptyState
                icon={CircleCheck}
                title={t(chosen.length > 0 ? 'check.empty_filter' : 'check.none')}
              />
            ) : (
              <div className="border-t">
                <ValueNamesProvider value={{ names, currency }}>
                  <DifferencesList differences={data.map(presentDifference)} />
                </ValueNamesProvider>
              </div>
            )}
            <Pagination
              firstHref={cursor ? here({}) : null}
              nextHref={next_cursor ? here({ cursor: next_cursor }) : null}
            />
          </Card>
        )}
      </div>
    </>
  );
}
