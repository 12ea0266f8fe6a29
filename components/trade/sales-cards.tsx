import Decimal from 'decimal.js';
import { useTranslations } from 'next-intl';
import { Money, Quantity } from '@/components/ui/amount';
import type { SalesView } from '@/lib/analytics/schema';

/** The period's figures at a glance. */
export function SalesCards({ sales }: { sales: SalesView }) {
  const t = useTranslations('trade.analytics');
  const { currency, orders } = sales;
  const average = orders > 0 ? new Decimal(sales.revenue).div(orders).toFixed(2) : null;
  const figures = [
    { label: t('revenue'), value: <Money amount={sales.revenue} currency={currency} />, name: 'revenue' },
    {
      label: t('revenue_untaxed'),
      value: <Money amount={sales.revenue_untaxed} currency={currency} />,
      name: 'revenue-untaxed',
    },
    { label: t('orders'), value: <Quantity value={String(orders)} />, name: 'orders' },
    { label: t('average'), value: <Money amount={average} currency={currency} />, name: 'average' },
    { label: t('quantity'), value: <Quantity value={sales.quantity} />, name: 'quantity' },
  ];
  return (
    <dl className="mb-5 grid grid-cols-2 gap-3 lg:grid-cols-5">
      {figures.map(({ label, value, name }) => (
        <div
          key={name}
          className="min-w-0 rounded-card border border-line bg-surface px-4 py-3 shadow-raised max-lg:first:col-span-2"
        >
          <dt className="text-[0.8125rem] text-muted">{label}</dt>
          <dd data-figure={name} className="mt-1 font-semibold text-lg text-ink tracking-tight">
            {value}
          </dd>
        </div>
      ))}
    </dl>
  );
}
