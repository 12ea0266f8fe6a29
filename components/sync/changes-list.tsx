import { useTranslations } from 'next-intl';
import { Badge, type Tone } from '@/components/ui/badge';
import { Table, Tbody, Td, Th, Thead, Tr } from '@/components/ui/table';
import type { ChangeAnswer } from '@/lib/sync/history/answers';
import { FieldChanges } from './field-changes';
import { RecordLink } from './record-link';

const TONES: Record<ChangeAnswer['action'], Tone> = {
  create: 'success',
  update: 'info',
  archive: 'warning',
  restore: 'success',
  delete: 'danger',
  link: 'neutral',
  unlink: 'neutral',
};

/** Changes as rows, every field with its value before and after. */
export function ChangesList({ changes }: { changes: readonly ChangeAnswer[] }) {
  const t = useTranslations('sync');
  return (
    <Table stack caption={t('run.changes')}>
      <Thead>
        <Tr>
          <Th>{t('run.record')}</Th>
          <Th>{t('run.action')}</Th>
          <Th className="w-3/5">{t('run.field')}</Th>
        </Tr>
      </Thead>
      <Tbody>
        {changes.map((change) => (
          <Tr key={change.id} className="align-top">
            <Td className="align-top">
              <span className="block max-sm:flex-1">
                <RecordLink kind={change.kind} localId={change.local_id} label={change.label} />
                <span className="block text-[0.8125rem] text-muted">{t(`kind.${change.kind}`)}</span>
              </span>
            </Td>
            <Td label={t('run.action')} className="whitespace-nowrap align-top">
              <span className="inline-flex flex-wrap gap-1.5">
                <Badge tone={TONES[change.action]}>{t(`actions.${change.action}`)}</Badge>
                <Badge>{t(`sides.${change.side}`)}</Badge>
                {change.undone_by ? <Badge tone="warning">{t('run.undone')}</Badge> : null}
              </span>
            </Td>
            <Td className="align-top">
              <FieldChanges fields={change.fields} made={change.action === 'create'} />
            </Td>
          </Tr>
        ))}
      </Tbody>
    </Table>
  );
}
