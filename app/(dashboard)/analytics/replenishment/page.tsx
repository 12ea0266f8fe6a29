import { PackageCheck } from 'lucide-react';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { ReplenishmentForm } from '@/components/trade/replenishment-form';
import { ReplenishmentTable } from '@/components/trade/replenishment-table';
import { Card, CardBody, CardHeader } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { ExportMenu } from '@/components/ui/export-menu';
import { PageHeader } from '@/components/ui/page-header';
import { Pagination } from '@/components/ui/pagination';
import { replenishment } from '@/lib/analytics/replenishment';
import { replenishmentQuery } from '@/lib/analytics/schema';
import { pageContext } from '@/lib/auth/page';
import { hrefWith, readSearchParams, type SearchParams } from '@/lib/http/search-params';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('trade.replenishment'))('page_title') };
}

export default async function ReplenishmentPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const ctx = await pageContext();
  const t = await getTranslations('trade.replenishment');
  const query = readSearchParams(replenishmentQuery, await searchParams);
  const { limit: _, cursor, ...choices } = query;
  const page = await replenishment(ctx, query);
  const days = { window: query.window_days, lead: query.lead_days, cover: query.cover_days };
  return (
    <>
      <PageHeader
        title={t('page_title')}
        description={t('description')}
        back={{ href: '/analytics', label: t('back') }}
        actions={<ExportMenu href={hrefWith('/api/v1/analytics/replenishment/export', choices)} />}
      />
      <Card className="mb-5 overflow-hidden">
        <ReplenishmentForm query={query} />
        {page.data.length === 0 ? (
          <EmptyState icon={PackageCheck} title={t('empty')} description={t('empty_hint')} />
        ) : (
          <ReplenishmentTable rows={page.data} leadDays={query.lead_days} />
        )}
        {cursor || page.next_cursor ? (
          <Pagination
            firstHref={cursor ? hrefWith('/analytics/replenishment', choices) : null}
            nextHref={
              page.next_cursor
                ? hrefWith('/analytics/replenishment', { ...choices, cursor: page.next_cursor })
                : null
            }
          />
        ) : null}
      </Card>
      <Card>
        <CardHeader title={t('formula_title')} />
        <CardBody>
          <ul className="grid list-disc gap-1 ps-5 text-muted">
            <li>{t('formula_daily', days)}</li>
            <li>{t('formula_cover')}</li>
            <li>{t('formula_suggested', days)}</li>
            <li>{t('formula_scope')}</li>
          </ul>
        </CardBody>
      </Card>
    </>
  );
}
