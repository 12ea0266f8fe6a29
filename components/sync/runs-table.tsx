'use client';

import { ChevronRight } from 'lucide-react';
import Link from 'next/link';
import { useFormatter, useTranslations } from 'next-intl';
import { useState } from 'react';
import { Badge } from '@/components/ui/badge';
import { cn } from '@/components/ui/cn';
import { RelativeTime } from '@/components/ui/relative-time';
import { Table, Tbody, Td, Th, Thead, Tr } from '@/components/ui/table';
import type { RunAnswer } from '@/lib/sync/history/answers';
import { durationOf } from './run-duration';
import { RunOutcome } from './run-outcome';
import { RunStatusBadge } from './run-status';
import { isQuiet } from './tally';

/**
 * Runs as rows, each leading to its page. With `fold`, runs in a row that changed nothing are one line to open; `brief`
 * fits beside something else: what started them and how long they took is on their page.
 */
export function RunsTable({
  runs,
  showIntegration,
  fold = false,
  brief = false,
}: {
  runs: readonly RunAnswer[];
  showIntegration: boolean;
  fold?: boolean;
  brief?: boolean;
}) {
  const t = useTranslations('sync');
  const format = useFormatter();
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set());
  const rows = fold ? folded(runs, opened) : runs.map((run) => ({ run }));
  const columns = (showIntegration ? 4 : 3) + (brief ? 0 : 2);
  return (
    <Table stack caption={t('runs.title')}>
      <Thead>
        <Tr>
          <Th>{t('runs.started')}</Th>
          <Th>{t('runs.status')}</Th>
          <Th>{t('runs.changes')}</Th>
          {brief ? null : <Th>{t('runs.trigger')}</Th>}
          {showIntegration ? <Th>{t('runs.integration')}</Th> : null}
          {brief ? null : <Th numeric>{t('runs.duration')}</Th>}
        </Tr>
      </Thead>
      <Tbody>
        {rows.map((row, index) => {
          if ('quiet' in row) {
            const [last] = row.quiet;
            const first = row.quiet.at(-1);
            const time = (one: RunAnswer | undefined) =>
              one
                ? format.dateTime(new Date(one.created_at), { dateStyle: 'short', timeStyle: 'short' })
                : '';
            return (
              <Tr key={`quiet-${last?.id ?? ''}`}>
                <Td colSpan={columns}>
                  <button
                    type="button"
                    className="flex w-full flex-wrap items-center gap-x-2 text-start text-muted hover:text-ink"
                    aria-expanded={false}
                    onClick={() => setOpened(new Set([...opened, last?.id ?? '']))}
                  >
                    <ChevronRight aria-hidden className="size-4" />
                    {t('runs.quiet', { count: row.quiet.length })}
                    <span className="text-[0.8125rem]">
                      {t('runs.quiet_span', { from: time(first), to: time(last) })}
                    </span>
                  </button>
                </Td>
              </Tr>
            );
          }
          const { run } = row;
          const at = run.started_at ?? run.created_at;
          const date = format.dateTime(new Date(at), { dateStyle: 'medium', timeStyle: 'short' });
          return (
            <Tr key={run.id}>
              <Td className="whitespace-nowrap">
                <Link
                  href={`/sync/runs/${run.id}`}
                  aria-label={t('runs.open', { date })}
                  className="font-medium text-ink hover:text-accent hover:underline"
                >
                  <time dateTime={at} title={date}>
                    {format.dateTime(new Date(at), SHORT)}
                  </time>
                </Link>
                {/* Said of the last one alone: of those before it the same words would tell nothing apart. */}
                {index === 0 ? (
                  <RelativeTime
                    at={at}
                    className={cn('text-[0.8125rem] text-muted', brief ? 'sm:block' : 'ms-2')}
                  />
                ) : null}
                {run.dry_run && run.purpose === 'sync' ? (
                  <Badge className="ms-2">{t('runs.dry_run')}</Badge>
                ) : null}
                {run.mode === 'full' && !run.dry_run ? (
                  <Badge className="ms-2">{t('runs.full')}</Badge>
                ) : null}
              </Td>
              <Td label={t('runs.status')}>
                <RunStatusBadge run={run} />
              </Td>
              <Td label={t('runs.changes')} className="sm:min-w-32">
                <RunOutcome run={run} />
              </Td>
              {brief ? null : (
                <Td label={t('runs.trigger')} className="text-muted max-sm:hidden">
                  {run.requested_by ?? t(`triggers.${run.trigger}`)}
                </Td>
              )}
              {showIntegration ? (
                <Td label={t('runs.integration')} className="max-sm:hidden">
                  {run.integration_name}
                </Td>
              ) : null}
              {brief ? null : (
                <Td numeric label={t('runs.duration')} className="text-muted max-sm:hidden">
                  {durationOf(run) ?? '–'}
                </Td>
              )}
            </Tr>
          );
        })}
      </Tbody>
    </Table>
  );
}

/** The years of runs are hovered for: they are kept for weeks. */
const SHORT = { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' } as const;

type Row = { readonly run: RunAnswer } | { readonly quiet: readonly RunAnswer[] };

/** Two and more in a row that found nothing to do are one; opened ones are shown again. */
function folded(runs: readonly RunAnswer[], opened: ReadonlySet<string>): Row[] {
  const rows: Row[] = [];
  let quiet: RunAnswer[] = [];
  const flush = () => {
    const [last] = quiet;
    if (quiet.length > 1 && last && !opened.has(last.id)) rows.push({ quiet });
    else rows.push(...quiet.map((run) => ({ run })));
    quiet = [];
  };
  for (const run of runs) {
    if (isQuiet(run)) quiet.push(run);
    else {
      flush();
      rows.push({ run });
    }
  }
  flush();
  return rows;
}
