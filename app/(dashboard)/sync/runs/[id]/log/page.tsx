import { ScrollText } from 'lucide-react';
import { notFound } from 'next/navigation';
import { getFormatter, getLocale, getTranslations } from 'next-intl/server';
import { z } from 'zod';
import { ListFrame } from '@/components/sync/list-frame';
import { LogList } from '@/components/sync/log-list';
import { ExportMenu } from '@/components/ui/export-menu';
import { pageContext } from '@/lib/auth/page';
import { AppError } from '@/lib/errors';
import type { PageProps } from '@/lib/http/page-props';
import { pickLocale } from '@/lib/i18n/locale';
import { getRun } from '@/lib/sync/history/list-runs';
import { logEvent, logLevel } from '@/lib/sync/history/log/answers';
import { listLog } from '@/lib/sync/history/log/list-log';
import { presentLogLine } from '@/lib/sync/history/log/present-log';

const query = z.object({
  search: z.string().min(1).max(200).optional().catch(undefined),
  level: logLevel.optional().catch(undefined),
  event: logEvent.optional().catch(undefined),
  cursor: z.string().optional().catch(undefined),
});

export async function generateMetadata() {
  return { title: (await getTranslations('sync.log'))('title') };
}

/** All that a run did, line by line. */
export default async function RunLogPage({ params, searchParams }: PageProps<{ id: string }>) {
  const ctx = await pageContext();
  const t = await getTranslations('sync');
  const format = await getFormatter();
  const locale = pickLocale(await getLocale(), null);
  const id = z.uuid().safeParse((await params).id).data ?? notFound();
  const run = await getRun(ctx, id).catch((error: unknown) => {
    if (error instanceof AppError && error.code === 'not_found') notFound();
    throw error;
  });
  const { cursor, ...filter } = query.parse(await searchParams);
  const { search: record, level, event } = filter;
  const { data, next_cursor } = await listLog(ctx, { runId: id, level, event, record, cursor, limit: 50 });
  const narrowed = Object.values(filter).some((value) => value !== undefined);
  const chosen = Object.entries({ record, level, event }).flatMap(([name, value]) =>
    value ? [[name, value]] : [],
  );
  const date = format.dateTime(run.createdAt, { dateStyle: 'long', timeStyle: 'short' });
  return (
    <ListFrame
      back={{ href: `/sync/runs/${id}`, label: t(run.dryRun ? 'run.preview_title' : 'run.title', { date }) }}
      title={t('log.title')}
      description={t('log.description')}
      actions={<ExportMenu href={`/api/v1/runs/${id}/log/export?${new URLSearchParams(chosen)}`} />}
      path={`/sync/runs/${id}/log`}
      filter={filter}
      filters={{
        searchLabel: t('log.find'),
        choices: [
          {
            name: 'level',
            label: t('log.levels'),
            options: logLevel.options.map((value) => ({ value, label: t(`log.level.${value}`) })),
          },
          {
            name: 'event',
            label: t('log.events'),
            options: logEvent.options.map((value) => ({ value, label: t(`log.event.${value}`) })),
          },
        ],
      }}
      empty={
        data.length > 0 ? null : { icon: ScrollText, title: t(narrowed ? 'log.empty_filter' : 'log.empty') }
      }
      cursor={cursor}
      nextCursor={next_cursor}
    >
      <LogList lines={data.map((line) => presentLogLine(line, locale))} />
    </ListFrame>
  );
}
