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
    hourCycle: 'h23',
    fractionalSecondDigits: 3,
  });
  const duration = line.duration_ms === null ? null : durationIn(line.duration_ms);
  const record =
    line.label === null || line.kind === null ? null : (
      <RecordLink kind={line.kind} localId={line.local_id} label={line.label} />
    );
  const badge = <Badge tone={TONES[line.level]}>{t(`log.event.${line.event}`)}</Badge>;
  return (
    <Tr>
      <Td className="whitespace-nowrap align-top text-muted tabular-nums max-sm:hidden">
        <time dateTime={line.at}>{time}</time>
      </Td>
      <Td className="align-top max-sm:hidden">{badge}</Td>
      <Td className="align-top">
        <div className="min-w-0 flex-1 [overflow-wrap:anywhere]">
          {line.message}
          {/* On a phone the whole line stands in this one place. */}
          <p className="mt-0.5 flex flex-wrap items-baseline gap-x-2 text-[0.8125rem] text-muted sm:hidden">
            {badge}
            {record}
            <time dateTime={line.at}>{time}</time>
            {duration}
          </p>
        </div>
      </Td>
      <Td className="align-top max-sm:hidden">{record}</Td>
      <Td numeric className="align-top max-sm:hidden">
        {duration}
      </Td>
    </Tr>
  );

  function durationIn(milliseconds: number): string {
    return milliseconds < 1_000
      ? t('log.milliseconds', { count: milliseconds })
      : t('log.seconds', { count: format.number(milliseconds / 1_000, { maximumFractionDigits: 1 }) });
  }
}
