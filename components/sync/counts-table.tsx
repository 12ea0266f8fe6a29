import { useFormatter, useTranslations } from 'next-intl';
import { cn } from '@/components/ui/cn';
import { Table, Tbody, Td, Th, Thead, Tr } from '@/components/ui/table';
import { type RunAnswer, recordKind } from '@/lib/sync/history/answers';

const COLUMNS = [
  'seen',
  'created_here',
  'updated_here',
  'deleted_here',
  'created_in_odoo',
  'updated_in_odoo',
  'archived_in_odoo',
  'unchanged',
  'failed',
  'conflicts',
] as const;

/** How many of each kind; columns in which nothing happened are left out. */
export function CountsTable({ counts }: { counts: RunAnswer['counts'] }) {
  const t = useTranslations('sync');
  const format = useFormatter();
  const rows = recordKind.options.flatMap((kind) => {
    const count = counts[kind];
    return count && Object.values(count).some((number) => number > 0) ? [{ kind, count }] : [];
  });
  const columns = COLUMNS.filter(
    (column) => column === 'seen' || rows.some(({ count }) => count[column] > 0),
  );
  if (rows.length === 0) return <p className="px-5 pb-5 text-muted">{t('run.changes_empty')}</p>;
  return (
    <Table stack caption={t('run.counters')}>
      <Thead>
        <Tr>
          <Th>{t('run.only_kind')}</Th>
          {columns.map((column) => (
            <Th key={column} numeric>
              {t(`run.count.${column}`)}
            </Th>
          ))}
        </Tr>
      </Thead>
      <Tbody>
        {rows.map(({ kind, count }) => (
          <Tr key={kind}>
            <Td className="font-medium">{t(`kinds.${kind}`)}</Td>
            {columns.map((column) => (
              <Td
                key={column}
                numeric
                label={t(`run.count.${column}`)}
                className={
                  count[column] === 0
                    ? cn('text-faint', column !== 'seen' && 'max-sm:hidden')
                    : column === 'failed'
                      ? 'font-medium text-danger'
                      : column === 'conflicts'
                        ? 'font-medium text-warning'
                        : ''
                }
              >
                {format.number(count[column])}
              </Td>
            ))}
          </Tr>
        ))}
      </Tbody>
    </Table>
  );
}
