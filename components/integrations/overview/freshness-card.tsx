import { useFormatter, useTranslations } from 'next-intl';
import { Card, CardHeader } from '@/components/ui/card';
import { RelativeTime } from '@/components/ui/relative-time';
import { Table, Tbody, Td, Th, Thead, Tr } from '@/components/ui/table';
import type { OverviewAnswer } from '@/lib/integrations/overview/overview-answer';

/** Of each kind, how much is tied to Odoo and of when it is known. */
export function FreshnessCard({ freshness }: { freshness: OverviewAnswer['freshness'] }) {
  const t = useTranslations('integrations.overview');
  const ts = useTranslations('sync');
  const format = useFormatter();
  return (
    <Card>
      <CardHeader title={t('freshness')} description={t('freshness_description')} />
      <Table caption={t('freshness')}>
        <Thead>
          <Tr>
            <Th>{ts('run.only_kind')}</Th>
            <Th numeric>{t('tied')}</Th>
            <Th>{t('as_of')}</Th>
          </Tr>
        </Thead>
        <Tbody>
          {freshness.map(({ kind, records, as_of: asOf }) => (
            <Tr key={kind}>
              <Td className="font-medium">{ts(`kinds.${kind}`)}</Td>
              <Td numeric>{format.number(records)}</Td>
              <Td>{asOf ? <RelativeTime at={asOf} /> : <span className="text-muted">{t('never')}</span>}</Td>
            </Tr>
          ))}
        </Tbody>
      </Table>
    </Card>
  );
}
