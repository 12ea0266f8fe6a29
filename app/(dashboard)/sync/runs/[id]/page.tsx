import { ListX } from 'lucide-react';
import { notFound } from 'next/navigation';
import { getFormatter, getLocale, getTranslations } from 'next-intl/server';
import { z } from 'zod';
import { ChangesList } from '@/components/sync/changes-list';
import { ErrorsList } from '@/components/sync/errors-list';
import { FilterBar } from '@/components/sync/filter-bar';
import { LogLink } from '@/components/sync/log-link';

import { RunActions } from '@/components/sync/run-actions';
import { durationOf } from '@/components/sync/run-duration';
import { RunLive } from '@/components/sync/run-live';
import { RunStatusBadge } from '@/components/sync/run-status';
import { ValueNamesProvider } from '@/components/sync/value-names';
import { Card, CardHeader } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { PageHeader } from '@/components/ui/page-header';
import { Pagination } from '@/components/ui/pagination';
import { pageContext } from '@/lib/auth/page';
import { shopCurrency } from '@/lib/catalogue/currency';
import type { Ctx } from '@/lib/context';
import { AppError } from '@/lib/errors';
import type { PageProps } from '@/lib/http/page-props';
import { pickLocale } from '@/lib/i18n/locale';
import { changeAction, changeSide, recordKind } from '@/lib/sync/history/answers';
import { listChanges } from '@/lib/sync/history/list-changes';
import { listErrors } from '@/lib/sync/history/list-errors';
import { getRun } from '@/lib/sync/history/list-runs';
import { nameValues, valuesOf } from '@/lib/sync/history/name-values';
import { presentChange, presentError, presentRun } from '@/lib/sync/history/present';
import { CheckReport } from './check-report';

const query = z.object({
  kind: recordKind.optional().catch(undefined),
  side: changeSide.optional().catch(undefined),
  action: changeAction.optional().catch(undefined),
  cursor: z.string().optional().catch(undefined),
});

export default async function RunPage({ params, searchParams }: PageProps<{ id: string }>) {
  const ctx = await pageContext();
  const t = await getTranslations('sync');
  const tu = await getTranslations('ui');
  const format = await getFormatter();
  const locale = pickLocale(await getLocale(), null);
  const run = presentRun(await runOrNotFound(ctx, (await params).id), locale);
  if (run.purpose === 'check') return <CheckReport ctx={ctx} run={run} search={await searchParams} />;
  const { cursor, ...filter } = query.parse(await searchParams);
  const [changes, errors] = await Promise.all([
    listChanges(ctx, { runId: run.id, ...filter, cursor, limit: 50 }),
    listErrors(ctx, { runId: run.id, limit: 50 }),
  ]);
  const duration = durationOf(run);
  const [names, currency] = await Promise.all([
    nameValues(
      ctx.db,
      changes.data.map(({ fields }) => valuesOf(fields)),
    ),
    shopCurrency(ctx),
  ]);
  const date = format.dateTime(new Date(run.created_at), { dateStyle: 'long', timeStyle: 'short' });
  const chosen = Object.entries(filter).flatMap(([name, value]) => (value ? [[name, value]] : []));
  const here = (more: Record<string, string>) =>
    `/sync/runs/${run.id}?${new URLSearchParams({ ...Object.fromEntries(chosen), ...more })}`;
  return (
    <>
      <PageHeader
        back={{ href: '/sync/runs', label: t('run.back') }}
        title={t(run.dry_run ? 'run.preview_title' : 'run.title', { date })}
        badge={<RunStatusBadge run={run} />}
        description={[
          run.integration_name,
          // "A person" says nothing beside the name.
          ...(run.requested_by && run.trigger === 'manual' ? [] : [t(`triggers.${run.trigger}`)]),
          ...(run.requested_by ? [t('run.by', { name: run.requested_by })] : []),
          ...(duration ? [tu('labelled', { label: t('run.duration'), value: duration })] : []),
          tu('labelled', { label: t('runs.calls'), value: format.number(run.rpc_calls) }),
        ].join(' · ')}
        actions={
          <>
            <LogLink run={run} />
            {ctx.actor.role === 'admin' ? <RunActions run={run} currency={currency} /> : null}
          </>
        }
      />
      <div className="flex flex-col gap-5">
        <RunLive run={run} />
        {errors.data.length > 0 ? (
          <Card>
            <CardHeader title={t('run.errors')} />
            <ErrorsList
              errors={errors.data.map((error) => presentError(error, locale))}
              mayChange={ctx.actor.role === 'admin'}
            />
          </Card>
        ) : null}
        <Card>
          <CardHeader title={t(run.dry_run ? 'run.would_change' : 'run.changes')} />
          <FilterBar
            choices={[
              {
                name: 'kind',
                label: t('run.only_kind'),
                options: namedOptions(recordKind.options, (value) => t(`kind.${value}`)),
              },
              {
                name: 'side',
                label: t('run.side'),
                options: namedOptions(changeSide.options, (value) => t(`sides.${value}`)),
              },
              {
                name: 'action',
                label: t('run.action'),
                options: namedOptions(changeAction.options, (value) => t(`actions.${value}`)),
              },
            ]}
          />
          {changes.data.length === 0 ? (
            <EmptyState
              icon={ListX}
              title={t(chosen.length > 0 ? 'run.changes_empty_filter' : 'run.changes_empty')}
            />
          ) : (
            <div className="border-t">
              <ValueNamesProvider value={{ names, currency }}>
                <ChangesList changes={changes.data.map(presentChange)} />
              </ValueNamesProvider>
            </div>
          )}
          <Pagination
            firstHref={cursor ? here({}) : null}
            nextHref={changes.next_cursor ? here({ cursor: changes.next_cursor }) : null}
          />
        </Card>
      </div>
    </>
  );
}

function namedOptions<V extends string>(values: readonly V[], nameOf: (value: V) => string) {
  return values.map((value) => ({ value, label: nameOf(value) }));
}

async function runOrNotFound(ctx: Ctx, id: string) {
  if (!z.uuid().safeParse(id).success) notFound();
  try {
    return await getRun(ctx, id);
  } catch (error) {
    if (error instanceof AppError && error.code === 'not_found') notFound();
    throw error;
  }
}
