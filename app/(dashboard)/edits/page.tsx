import { FileSpreadsheet, Upload } from 'lucide-react';
import Link from 'next/link';
import { getLocale, getTranslations } from 'next-intl/server';
import { EditStatus } from '@/components/edits/edit-status';
import { ButtonLink } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { PageHeader } from '@/components/ui/page-header';
import { Pagination } from '@/components/ui/pagination';
import { RelativeTime } from '@/components/ui/relative-time';
import { Table, Tbody, Td, Th, Thead, Tr } from '@/components/ui/table';
import { pageContext } from '@/lib/auth/page';
import { listEdits } from '@/lib/edits/read-edits';
import { listQuery } from '@/lib/http/list';
import { hrefWith, readSearchParams, type SearchParams } from '@/lib/http/search-params';
import { pickLocale } from '@/lib/i18n/locale';

export async function generateMetadata() {
  return { title: (await getTranslations('edits'))('title') };
}

export default async function EditsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const ctx = await pageContext();
  const t = await getTranslations('edits');
  const query = readSearchParams(listQuery, await searchParams);
  const page = await listEdits(ctx, query, pickLocale(await getLocale(), null));
  const add =
    ctx.actor.role === 'admin' ? (
      <ButtonLink href="/edits/new" variant="primary">
        <Upload aria-hidden />
        {t('new')}
      </ButtonLink>
    ) : null;
  return (
    <>
      <PageHeader title={t('title')} description={t('description')} actions={add} />
      <Card className="overflow-hidden">
        {page.data.length === 0 ? (
          <EmptyState icon={FileSpreadsheet} title={t('empty')} description={t('empty_hint')} action={add} />
        ) : (
          <Table stack caption={t('list')}>
            <Thead>
              <tr>
                <Th>{t('column.what')}</Th>
                <Th>{t('column.status')}</Th>
                <Th numeric>{t('tally.create')}</Th>
                <Th numeric>{t('tally.update')}</Th>
                <Th numeric>{t('tally.wrong')}</Th>
                <Th>{t('column.who')}</Th>
                <Th>{t('column.when')}</Th>
              </tr>
            </Thead>
            <Tbody>
              {page.data.map((edit) => (
                <Tr key={edit.id}>
                  <Td>
                    <Link href={`/edits/${edit.id}`} className="font-medium hover:underline">
                      {t(`source.${edit.source}_${edit.subject}`)}
                    </Link>
                    {edit.name ? (
                      <span className="block text-[0.8125rem] text-muted">{edit.name}</span>
                    ) : null}
                  </Td>
                  <Td label={t('column.status')}>
                    <EditStatus status={edit.status} />
                  </Td>
                  <Td numeric label={t('tally.create')}>
                    {edit.counts.create}
                  </Td>
                  <Td numeric label={t('tally.update')}>
                    {edit.counts.update}
                  </Td>
                  <Td numeric label={t('tally.wrong')}>
                    {edit.counts.wrong}
                  </Td>
                  <Td label={t('column.who')}>{edit.requested_by}</Td>
                  <Td label={t('column.when')}>
                    <RelativeTime at={edit.created_at} />
                  </Td>
                </Tr>
              ))}
            </Tbody>
          </Table>
        )}
        {query.cursor || page.next_cursor ? (
          <Pagination
            firstHref={query.cursor ? '/edits' : null}
            nextHref={page.next_cursor ? hrefWith('/edits', { cursor: page.next_cursor }) : null}
          />
        ) : null}
      </Card>
    </>
  );
}
