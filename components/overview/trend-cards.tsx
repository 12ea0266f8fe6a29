import { ArrowDownRight, ArrowRight, ArrowUpRight } from 'lucide-react';
import { useFormatter, useTranslations } from 'next-intl';
import { Money, Quantity } from '@/components/ui/amount';
import { cn } from '@/components/ui/cn';
import type { Compared, SalesTrend } from '@/lib/overview/sales-trend';

/** Sales at a glance, each figure against the period before. */
export function TrendCards({ trend }: { trend: SalesTrend }) {
  const t = useTranslations('overview.sales');
  const { currency } = trend;
  const figures = [
    {
      name: 'revenue',
      figure: trend.revenue,
      shown: (amount: string | null) => <Money amount={amount} currency={currency} />,
    },
    { name: 'orders', figure: trend.orders, shown: (count: string | null) => <Quantity value={count} /> },
    {
      name: 'average',
      figure: trend.average,
      shown: (amount: string | null) => <Money amount={amount} currency={currency} />,
    },
  ] as const;
  return (
    <dl className="grid gap-3 sm:grid-cols-3">
      {figures.map(({ name, figure, shown }) => (
        <div key={name} className="rounded-card border bg-surface px-4 py-3 shadow-raised">
          <dt className="text-[0.8125rem] text-muted">{t(name)}</dt>
          <dd className="mt-1">
            <span data-figure={name} className="block font-semibold text-2xl tabular-nums tracking-tight">
              {shown(figure.now)}
            </span>
            <span className="mt-0.5 flex flex-wrap items-center gap-x-2 text-[0.8125rem] text-muted">
              <Change figure={figure} />
              <span>
                {t('before')} {shown(figure.before)}
              </span>
            </span>
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Change({ figure: { change } }: { figure: Compared }) {
  const t = useTranslations('overview.sales');
  const format = useFormatter();
  if (change === null) return null;
  const Icon = change > 0 ? ArrowUpRight : change < 0 ? ArrowDownRight : ArrowRight;
  const text = format.number(change / 100, {
    style: 'percent',
    maximumFractionDigits: 1,
    signDisplay: 'exceptZero',
  });
  return (
    <span
      className={cn(
        'inline-flex items-center gap-0.5 font-medium',
        change > 0 && 'text-success',
        change < 0 && 'text-danger',
      )}
    >
      <Icon aria-hidden className="size-3.5" />
      <span className="sr-only">{t('change')}</span> {text}
    </span>
  );
}
