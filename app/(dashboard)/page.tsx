import { Plug } from 'lucide-react';
import Link from 'next/link';
import { getFormatter, getLocale, getTranslations } from 'next-intl/server';
import { Suspense } from 'react';
import { z } from 'zod';
import { IntegrationState } from '@/components/integrations/integration-state';
import { PersonCard } from '@/components/overview/person-card';
import { QualityCard } from '@/components/overview/quality-card';
import { TopSellers, ToReorder } from '@/components/overview/short-lists';
import { TrendCards } from '@/components/overview/trend-cards';
import { needsBanner } from '@/components/shell/needs-banner';
import { RunsTable } from '@/components/sync/runs-table';
import { ButtonLink } from '@/components/ui/button';
import { Card, CardHeader } from '@/components/ui/card';
import { cn } from '@/components/ui/cn';
import { PageHeader } from '@/components/ui/page-header';
import { SkeletonCard } from '@/components/ui/skeleton';
import { bestSellers } from '@/lib/analytics/best-sellers';
import { replenishment } from '@/lib/analytics/replenishment';
import { replenishmentQuery } from '@/lib/analytics/schema';
import { pageContext } from '@/lib/auth/page';
import type { Ctx } from '@/lib/context';
import type { PageProps } from '@/lib/http/page-props';
import { readSearchParams } from '@/lib/http/search-params';
import { pickLocale } from '@/lib/i18n/locale';
import { listIntegrations } from '@/lib/integrations/list';
import { presentIntegration } from '@/lib/integrations/present';
import { listNotifications } from '@/lib/notifications/list';
import { countCatalogue } from '@/lib/overview/catalogue-counts';
import { catalogueQuality } from '@/lib/overview/catalogue-quality';
import { countOpen } from '@/lib/overview/open-counts';
import { type SalesTrend, salesTrend } from '@/lib/overview/sales-trend';
import { listRuns } from '@/lib/sync/history/list-runs';
import { presentRun } from '@/lib/sync/history/present';

const PERIODS = [7, 30, 90] as const;
const TOP = 5;
const dashboardQuery = z.object({ days: z.coerce.number().pipe(z.literal(PERIODS)).default(30) });

/** What a shopkeeper opens each morning: what needs them, how sales go, what to reorder, what is wrong in the catalogue. */
export default async function DashboardPage({ searchParams }: PageProps) {
  const ctx = await pageContext();
  const { days } = readSearchParams(dashboardQuery, await searchParams);
  const t = await getTranslations('sync.dashboard');
  const format = await getFormatter();
  const locale = pickLocale(await getLocale(), null);
  const to = await getTranslations('overview');
  const [integrations, catalogue, open, runs, waiting, trend] = await Promise.all([
    listIntegrations(ctx),
    countCatalogue(ctx),
    countOpen(ctx),
    listRuns(ctx, { limit: 6 }),
    listNotifications(ctx, { limit: TOP, show: 'open' }, locale),
    salesTrend(ctx, days),
  ]);
  const joined = integrations.map((row) => presentIntegration(row, ctx.now()));
  const hasSales = trend.orders.now !== '0' || trend.orders.before !== '0';
  const figures = [
    { label: t('products'), value: catalogue.products, href: '/products' },
    { label: t('variants'), value: catalogue.variants, href: '/products' },
    { label: t('categories'), value: catalogue.categories, href: '/categories' },
    { label: t('below'), value: catalogue.belowThreshold, href: '/stock?low=true', tone: 'warning' },
    { label: t('errors'), value: open.errors, href: '/sync/errors', tone: 'danger' },
    { label: t('conflicts'), value: open.conflicts, href: '/sync/conflicts', tone: 'warning' },
  ] as const;
  return (
    <>
      <PageHeader title={t('title')} />
      <div className="flex flex-col gap-5">
        {integrations.length === 0 ? (
          <Onboarding mayConnect={ctx.actor.role === 'admin'} />
        ) : (
          <PersonCard notifications={waiting.data} open={open} bannered={joined.some(needsBanner)} />
        )}
        {hasSales ? (
          <section aria-labelledby="sales" className="flex flex-col gap-3">
            <div className="flex flex-wrap items-center justify-between gap-2">
              <h2 id="sales" className="font-semibold text-[0.9375rem]">
                {to('sales.title', { days })}
              </h2>
              <nav aria-label={to('sales.period')} className="flex gap-1">
                {PERIODS.map((period) => (
                  <ButtonLink
                    key={period}
                    href={`/?days=${period}`}
                    scroll={false}
                    size="sm"
                    variant={period === days ? 'secondary' : 'ghost'}
                    aria-current={period === days ? 'true' : undefined}
                  >
                    {to('sales.days', { days: period })}
                  </ButtonLink>
                ))}
              </nav>
            </div>
            <TrendCards trend={trend} />
          </section>
        ) : null}
        <div className="grid items-start gap-5 lg:grid-cols-2 xl:grid-cols-3">
          {hasSales ? (
            <Suspense key={days} fallback={<SkeletonCard />}>
              <Best ctx={ctx} trend={trend} />
            </Suspense>
          ) : null}
          {catalogue.products > 0 ? (
            <>
              <Suspense fallback={<SkeletonCard />}>
                <Reorder ctx={ctx} />
              </Suspense>
              <Suspense fallback={<SkeletonCard />}>
                <Quality ctx={ctx} products={catalogue.products} />
              </Suspense>
            </>
          ) : null}
        </div>
        <ul className="grid grid-cols-2 gap-3 sm:grid-cols-3 xl:grid-cols-6">
          {figures.map((figure) => (
            <li key={figure.label}>
              <Link
                href={figure.href}
                className="block h-full rounded-card border bg-surface p-4 shadow-raised transition-colors hover:border-line-strong"
              >
                <span
                  className={cn(
                    'block font-semibold text-2xl tabular-nums tracking-tight',
                    'tone' in figure &&
                      figure.value > 0 &&
                      (figure.tone === 'danger' ? 'text-danger' : 'text-warning'),
                  )}
                >
                  {format.number(figure.value)}
                </span>
                <span className="text-[0.8125rem] text-muted">{figure.label}</span>
              </Link>
            </li>
          ))}
        </ul>
        {integrations.length > 0 ? (
          <div className="grid gap-5 xl:grid-cols-[minmax(0,1fr)_20rem]">
            <Card>
              <CardHeader
                title={t('last_runs')}
                actions={
                  <ButtonLink href="/sync/runs" size="sm" variant="ghost">
                    {t('see_all')}
                  </ButtonLink>
                }
              />
              {runs.data.length === 0 ? (
                <p className="px-5 pb-5 text-muted">{t('no_runs')}</p>
              ) : (
                <RunsTable
                  brief
                  runs={runs.data.map((run) => presentRun(run, locale))}
                  showIntegration={integrations.length > 1}
                />
              )}
            </Card>
            <Card className="self-start">
              <CardHeader title={t('integrations')} />
              <ul className="divide-y border-t">
                {joined.map((integration) => (
                  <li
                    key={integration.id}
                    className="flex flex-wrap items-center justify-between gap-2 px-5 py-3"
                  >
                    <Link
                      href={`/settings/integrations/${integration.id}`}
                      className="font-medium hover:text-accent hover:underline"
                    >
                      {integration.name}
                    </Link>
                    <IntegrationState integration={integration} />
                  </li>
                ))}
              </ul>
            </Card>
          </div>
        ) : null}
      </div>
    </>
  );
}

// What looks at every product or at all sales of a period comes when it is known; the page does not wait for it.

async function Best({ ctx, trend: { from, to, currency } }: { ctx: Ctx; trend: SalesTrend }) {
  const { data } = await bestSellers(ctx, { from, to, by: 'revenue', limit: TOP });
  return <TopSellers rows={data} currency={currency} />;
}

async function Reorder({ ctx }: { ctx: Ctx }) {
  const asked = { ...replenishmentQuery.parse({}), to_order: true, limit: TOP };
  return <ToReorder rows={(await replenishment(ctx, asked)).data} />;
}

async function Quality({ ctx, products }: { ctx: Ctx; products: number }) {
  return <QualityCard counts={await catalogueQuality(ctx)} products={products} />;
}

async function Onboarding({ mayConnect }: { mayConnect: boolean }) {
  const t = await getTranslations('sync.dashboard');
  const steps = ['connect', 'test', 'preview'] as const;
  return (
    <Card className="grid gap-6 p-6 sm:p-8 lg:grid-cols-[minmax(0,1fr)_minmax(0,1fr)] lg:items-center">
      <div>
        <span className="mb-4 flex size-10 items-center justify-center rounded-full bg-accent-soft text-accent">
          <Plug aria-hidden className="size-5" />
        </span>
        <h2 className="font-semibold text-lg tracking-tight">{t('onboarding_title')}</h2>
        <p className="mt-1 max-w-md text-muted">{t('onboarding_description')}</p>
        {mayConnect ? (
          <ButtonLink href="/settings/integrations/new" variant="primary" className="mt-5">
            {t('onboarding_action')}
          </ButtonLink>
        ) : null}
      </div>
      <ol className="flex flex-col gap-3">
        {steps.map((step, index) => (
          <li key={step} className="flex items-center gap-3">
            <span className="flex size-6 shrink-0 items-center justify-center rounded-full border font-medium text-muted text-xs">
              {index + 1}
            </span>
            {t(`onboarding_steps.${step}`)}
          </li>
        ))}
      </ol>
    </Card>
  );
}
