import Link from 'next/link';
import { useFormatter, useTranslations } from 'next-intl';
import { Badge } from '@/components/ui/badge';
import { formatDuration } from '@/components/ui/format';
import { RelativeTime } from '@/components/ui/relative-time';
import { Table, Tbody, Td, Th, Thead, Tr } from '@/components/ui/table';
import type { RunAnswer } from '@/lib/sync/history/answers';
import { RunOutcome } from './run-outcome';
import { RunStatusBadge } from './run-status';

/** Runs as rows, each leading to its page. */
export function RunsTable({
  runs,
  showIntegration,
}: {
  runs: readonly RunAnswer[];
  showIntegration: boolean;
}) {
  const t = useTranslations('sync');
  const format = useFormatter();
  return (
    <Table stack caption={t('runs.title')}>
      <Thead>
        <Tr>
          <Th>{t('runs.started')}</Th>
          <Th>{t('runs.status')}</Th>
          <Th>{t('runs.changes')}</Th>
          <Th>{t('runs.trigger')}</Th>
          {showIntegration ? <Th>{t('runs.integration')}</Th> : null}
          <Th numeric>{t('runs.duration')}</Th>
        </Tr>
      </Thead>
      <Tbody>
        {runs.map((run) => {
          const at = run.started_at ?? run.created_at;
          const date = format.dateTime(new Date(at), { dateStyle: 'medium', timeStyle: 'short' });
          return (
            <Tr key={run.id}>
              <Td>
                <Link
                  href={`/sync/runs/${run.id}`}
                  aria-label={t('runs.open', { date })}
                  className="font-medium text-ink hover:text-accent hover:underline"
                >
                  <RelativeTime at={at} />
                </Link>
                {run.dry_run ? (
                  <Badge tone="info" className="ms-2">
                    {t('runs.dry_run')}
                  </Badge>
                ) : null}
                {run.mode === 'full' && !run.dry_run ? (
                  <Badge className="ms-2">{t('runs.full')}</Badge>
                ) : null}
              </Td>
              <Td label={t('runs.status')}>
                <RunStatusBadge status={run.status} />
              </Td>
              <Td label={t('runs.changes')}>
                <RunOutcome counts={run.counts} />
              </Td>
              <Td label={t('runs.trigger')} className="text-muted">
                {run.requested_by ?? t(`triggers.${run.trigger}`)}
              </Td>
              {showIntegration ? <Td label={t('runs.integration')}>{run.integration_name}</Td> : null}
              <Td numeric label={t('runs.duration')} className="text-muted">
                {durationOf(run)}
              </Td>
            </Tr>
          );
        })}
      </Tbody>
    </Table>
  );
}

function durationOf({ started_at, finished_at }: RunAnswer): string {
  if (!started_at || !finished_at) return '–';
  return formatDuration((Date.parse(finished_at) - Date.parse(started_at)) / 1000);
}
