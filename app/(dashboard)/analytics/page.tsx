import { ChartColumn } from 'lucide-react';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { z } from 'zod';
import { BestSellers } from '@/components/trade/best-sellers';
import { CategorySales } from '@/components/trade/category-sales';
import { PeriodPicker } from '@/components/trade/period-picker';
import { RevenueChart } from '@/components/trade/revenue-chart';
import { SalesCards } from '@/components/trade/sales-cards';
import { SalesFigures } from '@/components/trade/sales-figures';
import { ButtonLink } from '@/components/ui/button';
import { Card, CardBody, CardHeader } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { ExportMenu } from '@/components/ui/export-menu';
import { PageHeader } from '@/components/ui/page-header';
import { bestSellers } from '@/lib/analytics/best-sellers';
import { dayIn, periodOf, startOfTwelveMonths } from '@/lib/analytics/period';
import { salesOverTime } from '@/lib/analytics/sales';
import { salesQuery } from '@/lib/analytics/schema';
import { pageContext } from '@/lib/auth/page';
import { hrefWith, readSearchParams, type SearchParams } from '@/lib/http/search-params';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('trade.analytics'))('title') };
}

const choice = z.object({ by: z.enum(['revenue', 'quantity']).default('revenue') });
const TOP = 10;

export default async function AnalyticsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const ctx = await pageContext();
  const t = await getTranslations('trade.analytics');
  const params = await searchParams;
  const asked = readSearchParams(salesQuery, params);
  const today = dayIn(ctx.now(), periodOf(asked, ctx).timezone);
  const query = asked.from || asked.to ? asked : { ...asked, from: startOfTwelveMonths(today), to: today };
  const { by } = readSearchParams(choice, params);
  const [sales, best] = await Promise.all([
    salesOverTime(ctx, query),
    bestSellers(ctx, { ...query, by, limit: TOP }),
  ]);
  const { from, to, interval, timezone } = sales;
  return (
    <>
      <PageHeader
        title={t('title')}
        description={t('description', { timezone })}
        actions={
          <>
            <ExportMenu href={hrefWith('/api/v1/analytics/sales/export', { from, to, interval })} />
            <ButtonLink href="/analytics/replenishment">{t('replenishment')}</ButtonLink>
          </>
        }
      />
      <PeriodPicker shown={{ from, to, interval, by }} today={today} />
      {sales.orders === 0 ? (
        <Card>
          <EmptyState icon={ChartColumn} title={t('empty')} description={t('empty_hint')} />
        </Card>
      ) : (
        <>
          <SalesCards sales={sales} />
          {sales.other_currency_orders > 0 ? (
            <p className="mb-5 text-[0.8125rem] text-muted">
              {t('other_currency', { count: sales.other_currency_orders, currency: sales.currency })}
            </p>
          ) : null}
          <div className="grid gap-5 xl:grid-cols-[minmax(0,1fr)_22rem] xl:items-start">
            <div className="grid min-w-0 gap-5">
              <Card>
                <CardHeader title={t('over_time')} />
                <CardBody>
                  <RevenueChart data={sales.data} interval={interval} currency={sales.currency} />
                  <SalesFigures sales={{ data: sales.data, interval, currency: sales.currency }} />
                </CardBody>
              </Card>
              <BestSellers
                actions={
                  <ExportMenu href={hrefWith('/api/v1/analytics/best-sellers/export', { from, to, by })} />
                }
                rows={best.data}
                by={by}
                currency={sales.currency}
                hrefOf={(other) => hrefWith('/analytics', { from, to, interval, by: other })}
              />
            </div>
            <CategorySales
              currency={sales.currency}
              categories={sales.categories.map(({ category_id, name, revenue }) => ({
                category_id,
                name,
                revenue,
              }))}
            />
          </div>
        </>
      )}
    </>
  );
}
