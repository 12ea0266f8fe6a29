'use client';

import { useFormatter, useTranslations } from 'next-intl';
import { Table, Tbody, Td, Th, Thead, Tr } from '@/components/ui/table';
import { type RunAnswer, recordKind } from '@/lib/sync/history/answers';
import { useFieldName } from '../field-value';

const COLUMNS = ['records', 'values', 'differing', 'missing_here', 'missing_in_odoo'] as const;

/** What was compared, kind by kind, and how many values of which field are not alike. */
export function ComparisonTable({ comparison }: { comparison: RunAnswer['comparison'] }) {
  const t = useTranslations('sync');
  const format = useFormatter();
  const nameOf = useFieldName();
  const rows = recordKind.options.flatMap((kind) => {
    const found = comparison[kind];
    return found ? [{ kind, found }] : [];
  });
  if (rows.length === 0) return <p className="px-5 pb-5 text-muted">{t('check.nothing_yet')}</p>;
  return (
    <Table stack caption={t('run.counters')}>
      <Thead>
        <Tr>
          <Th>{t('run.only_kind')}</Th>
          {COLUMNS.map((column) => (
            <Th key={column} numeric>
              {t(`check.count.${column}`)}
            </Th>
          ))}
          <Th>{t('check.by_field')}</Th>
        </Tr>
      </Thead>
      <Tbody>
        {rows.map(({ kind, found }) => (
          <Tr key={kind}>
            <Td className="font-medium">{t(`kinds.${kind}`)}</Td>
            {COLUMNS.map((column) => (
              <Td
                key={column}
                numeric
                label={t(`check.count.${column}`)}
                className={
                  column === 'records' || column === 'values'
                    ? ''
                    : found[column] === 0
                      ? 'text-faint max-sm:hidden'
                      : 'font-medium text-warning'
                }
              >
                {format.number(found[column])}
              </Td>
            ))}
            <Td
              label={t('check.by_field')}
              className={Object.keys(found.fields).length === 0 ? 'max-sm:hidden' : ''}
            >
              {Object.keys(found.fields).length === 0 ? (
                <span className="text-faint">–</span>
              ) : (
                Object.entries(found.fields)
                  .toSorted(([, a], [, b]) => b - a)
                  .map(([field, count]) => `${nameOf(field)} (${format.number(count)})`)
                  .join(', ')
              )}
            </Td>
          </Tr>
        ))}
      </Tbody>
    </Table>
  );
}
