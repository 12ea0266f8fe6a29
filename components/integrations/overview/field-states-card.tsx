import { ArrowDownToLine, ArrowLeftRight, ArrowUpFromLine, Minus } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { Badge } from '@/components/ui/badge';
import { Card, CardHeader } from '@/components/ui/card';
import { RelativeTime } from '@/components/ui/relative-time';
import { Table, Tbody, Td, Th, Thead, Tr } from '@/components/ui/table';
import type { FieldState, FieldTrace } from '@/lib/integrations/overview/field-states';

const ICONS = { both: ArrowLeftRight, in: ArrowDownToLine, out: ArrowUpFromLine, never: Minus } as const;

/** Of each field, which way it may travel, and the last run that carried it each way. */
export function FieldStatesCard({ states }: { states: readonly FieldState[] }) {
  const t = useTranslations('integrations.field_states');
  const ts = useTranslations('integrations.fields');
  return (
    <Card>
      <CardHeader title={t('title')} description={t('description')} />
      <Table stack caption={t('title')}>
        <Thead>
          <Tr>
            <Th>{t('field')}</Th>
            <Th>{t('way')}</Th>
            <Th>{t('came')}</Th>
            <Th>{t('went')}</Th>
          </Tr>
        </Thead>
        <Tbody>
          {states.map(({ field, way, cameFromOdoo, wentToOdoo }) => {
            const Icon = ICONS[way];
            const area = ts.has(`products.${field}`) ? 'products' : 'stocks';
            return (
              <Tr key={field}>
                <Td className="font-medium">{ts(`${area}.${field}`)}</Td>
                <Td label={t('way')}>
                  <Badge tone={way === 'never' ? 'neutral' : 'accent'}>
                    <Icon aria-hidden className="size-3" />
                    {t(`ways.${way}`)}
                  </Badge>
                </Td>
                <Td label={t('came')}>
                  <Trace trace={cameFromOdoo} />
                </Td>
                <Td label={t('went')}>
                  <Trace trace={wentToOdoo} />
                </Td>
              </Tr>
            );
          })}
        </Tbody>
      </Table>
    </Card>
  );
}

function Trace({ trace }: { trace: FieldTrace | null }) {
  const t = useTranslations('integrations.field_states');
  if (trace === null) return <span className="text-muted">{t('none')}</span>;
  return (
    <span className="flex flex-wrap gap-x-2 max-sm:justify-end">
      <Link href={`/sync/runs/${trace.runId}`} className="text-accent underline-offset-4 hover:underline">
        <RelativeTime at={trace.at} />
      </Link>
      <span className="line-clamp-1 text-muted">{trace.label}</span>
    </span>
  );
}
