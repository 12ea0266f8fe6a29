import { ScrollText } from 'lucide-react';
import { getFormatter, getTranslations } from 'next-intl/server';
import { AuditDetails } from '@/components/access/audit-details';
import { ButtonLink } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { PageHeader } from '@/components/ui/page-header';
import { Table, Tbody, Td, Th, Thead, Tr } from '@/components/ui/table';
import { listAudit } from '@/lib/auth/audit';
import { nameAuditIds } from '@/lib/auth/audit-names';
import { adminPageContext } from '@/lib/auth/page';

export async function generateMetadata() {
  return { title: (await getTranslations('access.audit'))('title') };
}

export default async function AuditPage({ searchParams }: { searchParams: Promise<{ cursor?: string }> }) {
  const ctx = await adminPageContext();
  const { cursor } = await searchParams;
  const [t, format, { data, next_cursor: older }] = await Promise.all([
    getTranslations('access.audit'),
    getFormatter(),
    listAudit(ctx, { limit: 50, cursor }),
  ]);
  const names = await nameAuditIds(ctx, data);
  const whoIs = (name: string) =>
    name === 'system' ? t('program') : name === 'command line' ? t('command_line') : name;
  const nameOf = (action: string) => {
    const key = `actions.${action.replace('.', '_')}` as 'actions.other';
    return t.has(key) ? t(key, { action }) : t('actions.other', { action });
  };
  return (
    <>
      <PageHeader title={t('title')} description={t('description')} />
      {data.length === 0 ? (
        <EmptyState icon={ScrollText} title={t('empty')} description={t('empty_explained')} />
      ) : (
        <Card>
          <Table stack caption={t('list')}>
            <Thead>
              <Tr>
                <Th>{t('what')}</Th>
                <Th>{t('who')}</Th>
                <Th>{t('when')}</Th>
                <Th>{t('details')}</Th>
              </Tr>
            </Thead>
            <Tbody>
              {data.map((event) => (
                <Tr key={event.id}>
                  <Td>{nameOf(event.action)}</Td>
                  <Td label={t('who')}>
                    <span>
                      {whoIs(event.actorName)}{' '}
                      <span className="text-muted">({t(`kinds.${event.actorKind}`)})</span>
                    </span>
                  </Td>
                  <Td label={t('when')}>
                    <time dateTime={event.at.toISOString()}>
                      {format.dateTime(event.at, { dateStyle: 'medium', timeStyle: 'medium' })}
                    </time>
                  </Td>
                  <Td label={t('details')}>
                    <div className="min-w-0">
                      <AuditDetails subjectId={event.subjectId} details={event.details} names={names} />
                    </div>
                  </Td>
                </Tr>
              ))}
            </Tbody>
          </Table>
        </Card>
      )}
      <nav className="mt-4 flex justify-end gap-2">
        {cursor ? <ButtonLink href="/settings/audit">{t('newest')}</ButtonLink> : null}
        {older ? <ButtonLink href={`/settings/audit?cursor=${older}`}>{t('older')}</ButtonLink> : null}
      </nav>
    </>
  );
}
