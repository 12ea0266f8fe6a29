import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { Badge, type Tone } from '@/components/ui/badge';
import { Table, Tbody, Td, Th, Thead, Tr } from '@/components/ui/table';
import type { EditRowView } from '@/lib/edits/answers';
import { EDIT_FIELDS } from '@/lib/edits/row-change';
import { EditValue } from './edit-value';

const ACTION_TONES: Readonly<Record<EditRowView['action'], Tone>> = {
  create: 'success',
  update: 'info',
  unchanged: 'neutral',
  wrong: 'danger',
};
const OUTCOME_TONES: Readonly<Record<NonNullable<EditRowView['outcome']>, Tone>> = {
  done: 'success',
  refused: 'danger',
  undone: 'neutral',
  kept: 'warning',
};

/** Line by line what an edit does, in the words of the fields. */
export function EditRows({
  rows,
  currency,
  categories,
  warehouses,
}: {
  rows: readonly EditRowView[];
  currency: string;
  /** Names by id. */
  categories: Readonly<Record<string, string>>;
  warehouses: Readonly<Record<string, string>>;
}) {
  const t = useTranslations('edits');
  return (
    <Table stack caption={t('preview.title')}>
      <Thead>
        <tr>
          <Th numeric className="w-16">
            {t('preview.row')}
          </Th>
          <Th>{t('preview.record')}</Th>
          <Th>{t('column.status')}</Th>
          <Th>{t('preview.change')}</Th>
        </tr>
      </Thead>
      <Tbody>
        {rows.map((row) => (
          <Tr key={row.position}>
            <Td numeric className="align-top text-muted max-sm:hidden">
              {row.position}
            </Td>
            <Td className="align-top">
              {row.product_id ? (
                <Link href={`/products/${row.product_id}`} className="font-medium hover:underline">
                  {row.label}
                </Link>
              ) : (
                <span className="font-medium">{row.label || '–'}</span>
              )}
            </Td>
            <Td className="align-top" label={t('column.status')}>
              {row.outcome ? (
                <Badge tone={OUTCOME_TONES[row.outcome]}>{t(`row_outcome.${row.outcome}`)}</Badge>
              ) : (
                <Badge tone={ACTION_TONES[row.action]}>{t(`action.${row.action}`)}</Badge>
              )}
            </Td>
            <Td className="align-top" label={t('preview.change')}>
              <ul className="flex flex-col gap-0.5">
                {row.problems.map(({ column, code, message }) => (
                  <li key={`${column} ${code}`} className="text-danger">
                    <Problem column={column} message={message} />
                  </li>
                ))}
                {EDIT_FIELDS.filter((field) => row.change.product?.[field] !== undefined).map((field) => (
                  <EditValue
                    key={field}
                    field={field}
                    before={isNew(row) ? undefined : (row.before.product?.[field] ?? null)}
                    after={row.change.product?.[field] ?? null}
                    currency={currency}
                    names={categories}
                  />
                ))}
                {(row.change.stock ?? []).flatMap((level) =>
                  (['quantity', 'alert_threshold'] as const)
                    .filter((field) => level[field] !== undefined)
                    .map((field) => (
                      <EditValue
                        key={`${level.warehouse_id} ${field}`}
                        field={field}
                        of={warehouses[level.warehouse_id]}
                        before={
                          row.before.stock?.find((one) => one.warehouse_id === level.warehouse_id)?.[field] ??
                          null
                        }
                        after={level[field] ?? null}
                        currency={currency}
                        names={categories}
                      />
                    )),
                )}
              </ul>
            </Td>
          </Tr>
        ))}
      </Tbody>
    </Table>
  );
}

/** Of what is not here yet nothing stood there before. */
const isNew = ({ action, product_id: id }: EditRowView) => action === 'create' || id === null;

function Problem({ column, message }: { column: string; message: string }) {
  const t = useTranslations('edits.preview');
  const tc = useTranslations('spreadsheet.column');
  if (column === '') return message;
  return t('problem', { column: tc.has(column) ? tc(column) : column, message });
}
