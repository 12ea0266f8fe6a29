'use client';

import { useTranslations } from 'next-intl';
import { Badge, type Tone } from '@/components/ui/badge';
import { Table, Tbody, Td, Th, Thead, Tr } from '@/components/ui/table';
import type { DifferenceAnswer } from '@/lib/sync/history/answers';
import { FieldValue, useFieldName } from '../field-value';
import { RecordLink } from '../record-link';

const TONES: Record<DifferenceAnswer['outlook'], Tone> = {
  to_here: 'info',
  to_odoo: 'info',
  conflict: 'warning',
  stays: 'neutral',
  unreadable: 'danger',
};

/** Every value that is not alike, both beside each other, and what becomes of it. */
export function DifferencesList({ differences }: { differences: readonly DifferenceAnswer[] }) {
  const t = useTranslations('sync');
  const nameOf = useFieldName();
  return (
    <Table stack caption={t('check.list')}>
      <Thead>
        <Tr>
          <Th>{t('run.record')}</Th>
          <Th>{t('run.field')}</Th>
          <Th>{t('conflicts.here')}</Th>
          <Th>{t('conflicts.odoo')}</Th>
          <Th>{t('check.next')}</Th>
        </Tr>
      </Thead>
      <Tbody>
        {differences.map((one) => (
          <Tr key={one.id}>
            <Td className="align-top">
              <span className="block max-sm:flex-1">
                <RecordLink kind={one.kind} localId={one.local_id} label={one.label} />
                <span className="block text-[0.8125rem] text-muted">{t(`kind.${one.kind}`)}</span>
              </span>
            </Td>
            <Td label={t('run.field')} className="whitespace-nowrap align-top">
              {one.field === null ? t(`check.missing_${one.missing ?? 'odoo'}`) : nameOf(one.field)}
            </Td>
            <Td label={t('conflicts.here')} className="align-top">
              {one.field === null ? '–' : <FieldValue field={one.field} value={one.products_manager_value} />}
            </Td>
            <Td label={t('conflicts.odoo')} className="align-top">
              {one.field === null || one.outlook === 'unreadable' ? (
                '–'
              ) : (
                <FieldValue field={one.field} value={one.odoo_value} />
              )}
            </Td>
            <Td label={t('check.next')} className="align-top">
              <Badge tone={TONES[one.outlook]} className="whitespace-normal">
                {t(`check.outlook.${one.outlook}`)}
              </Badge>
            </Td>
          </Tr>
        ))}
      </Tbody>
    </Table>
  );
}
