import { History } from 'lucide-react';
import { getLocale, getTranslations } from 'next-intl/server';
import { z } from 'zod';
import { ListFrame } from '@/components/sync/list-frame';
import { RunsTable } from '@/components/sync/runs-table';
import { pageContext } from '@/lib/auth/page';
import type { PageProps } from '@/lib/http/page-props';
import { pickLocale } from '@/lib/i18n/locale';
import { listIntegrations } from '@/lib/integrations/list';
import { runStatus, runTrigger } from '@/lib/sync/history/answers';
import { listRuns } from '@/lib/sync/history/list-runs';
import { presentRun } from '@/lib/sync/history/present';

const query = z.object({
  integration: z.uuid().optional().catch(undefined),
  status: runStatus.optional().catch(undefined),
  trigger: runTrigger.optional().catch(undefined),
  show: z.enum(['changes']).optional().catch(undefined),
  from: z.iso.date().optional().catch(undefined),
  to: z.iso.date().optional().catch(undefined),
  cursor: z.string().optional().catch(undefined),
});

export async function generateMetadata() {
  return { title: (await getTranslations('sync.runs'))('title') };
}

export default async function RunsPage({ searchParams }: PageProps) {
  const ctx = await pageContext();
  const t = await getTranslations('sync');
  const { cursor, ...filter } = query.parse(await searchParams);
  const { integration, status, trigger, show, from, to } = filter;
  const chosen = Object.entries(filter).flatMap(([name, value]) => (value ? [[name, value]] : []));
  const locale = pickLocale(await getLocale(), null);
  const [{ data, next_cursor }, integrations] = await Promise.all([
    listRuns(ctx, {
      integrationId: integration,
      status,
      trigger,
      eventful: show === 'changes' ? true : undefined,
      from,
      to,
      cursor,
      limit: 50,
    }),
    listIntegrations(ctx),
  ]);
  return (
    <ListFrame
      title={t('runs.title')}
      description={t('runs.description')}
      path="/sync/runs"
      filter={filter}
      filters={{
        choices: [
          {
            name: 'status',
            label: t('runs.status'),
            any: t('runs.any_status'),
            options: runStatus.options.map((value) => ({ value, label: t(`status.${value}`) })),
          },
          {
            name: 'trigger',
            label: t('runs.trigger'),
            any: t('runs.any_trigger'),
            options: runTrigger.options.map((value) => ({ value, label: t(`triggers.${value}`) })),
          },
          {
            name: 'show',
            label: t('runs.only'),
            any: t('runs.any_outcome'),
            options: [{ value: 'changes', label: t('runs.with_changes') }],
          },
          ...(integrations.length > 1
            ? [
                {
                  name: 'integration',
                  label: t('runs.integration'),
                  any: t('runs.any_integration'),
                  options: integrations.map(({ id, name }) => ({ value: id, label: name })),
                },
              ]
            : []),
        ],
        dates: [
          { name: 'from', label: t('runs.from') },
          { name: 'to', label: t('runs.to') },
        ],
      }}
      empty={
        data.length === 0
          ? {
              icon: History,
              title: t(chosen.length > 0 ? 'runs.empty_filter' : 'runs.empty_title'),
              description: chosen.length > 0 ? undefined : t('runs.empty_description'),
            }
          : null
      }
      cursor={cursor}
      nextCursor={next_cursor}
    >
      <RunsTable
        runs={data.map((run) => presentRun(run, locale))}
        showIntegration={integrations.length > 1}
        fold
      />
    </ListFrame>
  );
}
