'use client';

import { useFormatter, useTranslations } from 'next-intl';
import { Badge, type Tone } from '@/components/ui/badge';
import { Table, Tbody, Td, Th, Thead, Tr } from '@/components/ui/table';
import type { LogLineAnswer } from '@/lib/sync/history/log/answers';
import { RecordLink } from './record-link';

const TONES: Record<LogLineAnswer['level'], Tone> = { info: 'neutral', warning: 'warning', error: 'danger' };

/** A run's log, a line each: when, what, of which record, how long. */
export function LogList({ lines }: { lines: readonly LogLineAnswer[] }) {
  const t = useTranslations('sync');
  return (
    <Table stack caption={t('log.title')}>
      <Thead>
        <Tr>
          <Th>{t('log.time')}</Th>
          <Th>{t('log.events')}</Th>
          <Th>{t('log.column.message')}</Th>
          <Th>{t('run.record')}</Th>
          <Th className="text-end">{t('runs.duration')}</Th>
        </Tr>
      </Thead>
      <Tbody>
        {lines.map((line) => (
          <Line key={line.id} line={line} />
        ))}
      </Tbody>
    </Table>
  );
}

function Line({ line }: { line: LogLineAnswer }) {
  const t = useTranslations('sync');
  const format = useFormatter();
  const time = format.dateTime(new Date(line.at), {
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    fractionalSecondDigits: 3,
  });
  return (
    <Tr>
      <Td className="whitespace-nowrap align-top text-muted tabular-nums">
        <time dateTime={line.at}>{time}</time>
      </Td>
      <Td className="align-top">
        <Badge tone={TONES[line.level]}>{t(`log.event.${line.event}`)}</Badge>
      </Td>
      <Td className="align-top [overflow-wrap:anywhere]">{line.message}</Td>
      <Td label={line.label === null ? undefined : t('run.record')} className="align-top">
        {line.label === null || line.kind === null ? null : (
          <RecordLink kind={line.kind} localId={line.local_id} label={line.label} />
        )}
      </Td>
      <Td
        label={line.duration_ms === null ? undefined : t('runs.duration')}
        className="whitespace-nowrap text-end align-top tabular-nums"
      >
        {line.duration_ms === null ? null : durationIn(line.duration_ms)}
      </Td>
    </Tr>
  );

  function durationIn(milliseconds: number): string {
    return milliseconds < 1_000
      ? t('log.milliseconds', { count: milliseconds })
      : t('log.seconds', { count: format.number(milliseconds / 1_000, { maximumFractionDigits: 1 }) });
  }
}
