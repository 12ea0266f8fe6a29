import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { Badge } from '@/components/ui/badge';
import { Table, Tbody, Td, Th, Thead, Tr } from '@/components/ui/table';
import type { IdentityRecord } from '@/lib/sync/identity/state';

const PAGES: Partial<Record<IdentityRecord['kind'], string>> = {
  product: '/products',
  variant: '/products',
};

/** Records that Odoo has otherwise than they were known, with what each choice would do to them. */
export function IdentityList({ records }: { records: readonly IdentityRecord[] }) {
  const t = useTranslations('sync');
  return (
    <Table stack caption={t('identity.title')}>
      <Thead>
        <Tr>
          <Th>{t('identity.record')}</Th>
          <Th>{t('identity.finding_label')}</Th>
          <Th>{t('identity.send_again')}</Th>
          <Th>{t('identity.take_odoo')}</Th>
        </Tr>
      </Thead>
      <Tbody>
        {records.map(({ kind, finding, local_id, odoo_id, label }) => (
          <Tr key={`${kind} ${local_id}`}>
            <Td>
              <span className="flex flex-wrap items-center gap-2">
                {PAGES[kind] ? (
                  <Link href={`${PAGES[kind]}/${local_id}`} className="font-medium hover:underline">
                    {label}
                  </Link>
                ) : (
                  <span className="font-medium">{label}</span>
                )}
                <Badge>{t(`kind.${kind}`)}</Badge>
                <span className="text-muted">{t('left_out.in_odoo', { id: odoo_id })}</span>
              </span>
            </Td>
            <Td label={t('identity.finding_label')}>{t(`identity.finding.${finding}`)}</Td>
            <Td label={t('identity.send_again')}>{t(`identity.sent.${finding}`, { kind })}</Td>
            <Td label={t('identity.take_odoo')}>{t(`identity.taken.${finding}`, { kind })}</Td>
          </Tr>
        ))}
      </Tbody>
    </Table>
  );
}
