'use client';

import { useFormatter, useLocale, useTranslations } from 'next-intl';
import { Area, AreaChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import { formatMoney } from '@/components/ui/format';
import type { SalesView } from '@/lib/analytics/schema';

const LABEL = {
  day: { day: 'numeric', month: 'short' },
  week: { day: 'numeric', month: 'short' },
  month: { month: 'short', year: '2-digit' },
} as const;

/** Revenue over time as an area. The same figures stand in a table beside it, which screen readers get instead. */
export function RevenueChart({
  data,
  interval,
  currency,
}: {
  data: SalesView['data'];
  interval: SalesView['interval'];
  currency: string;
}) {
  const t = useTranslations('trade.analytics');
  const format = useFormatter();
  const locale = useLocale();
  const points = data.map((bucket) => ({ period: bucket.period, revenue: Number(bucket.revenue) }));
  const dayOf = (period: string) =>
    format.dateTime(new Date(`${period}T12:00:00Z`), { ...LABEL[interval], timeZone: 'UTC' });
  const short = (value: number) =>
    new Intl.NumberFormat(locale, { notation: 'compact', style: 'currency', currency }).format(value);
  return (
    <div aria-hidden className="h-72 w-full">
      <ResponsiveContainer width="100%" height="100%" minWidth={0}>
        <AreaChart data={points} margin={{ top: 8, right: 8, bottom: 0, left: 0 }} accessibilityLayer={false}>
          <defs>
            <linearGradient id="revenue" x1="0" y1="0" x2="0" y2="1">
              <stop offset="0%" stopColor="var(--accent)" stopOpacity={0.28} />
              <stop offset="100%" stopColor="var(--accent)" stopOpacity={0.02} />
            </linearGradient>
          </defs>
          <CartesianGrid vertical={false} stroke="var(--line)" />
          <XAxis
            dataKey="period"
            tickFormatter={dayOf}
            tick={{ fill: 'var(--muted)', fontSize: 12 }}
            tickLine={false}
            axisLine={{ stroke: 'var(--line)' }}
            minTickGap={28}
          />
          <YAxis
            tickFormatter={short}
            tick={{ fill: 'var(--muted)', fontSize: 12 }}
            tickLine={false}
            axisLine={false}
            width={64}
          />
          <Tooltip
            cursor={{ stroke: 'var(--line-strong)' }}
            content={({ active, payload, label }) => {
              const [point] = payload ?? [];
              if (!active || !point) return null;
              return (
                <div className="rounded-control border border-line bg-surface px-3 py-2 shadow-floating">
                  <p className="text-[0.8125rem] text-muted">{dayOf(String(label))}</p>
                  <p className="font-semibold tabular-nums">
                    {formatMoney(locale, String(point.value), currency)}
                  </p>
                  <p className="sr-only">{t('revenue')}</p>
                </div>
              );
            }}
          />
          <Area
            type="monotone"
            dataKey="revenue"
            stroke="var(--accent)"
            strokeWidth={2}
            fill="url(#revenue)"
            isAnimationActive={false}
          />
        </AreaChart>
      </ResponsiveContainer>
    </div>
  );
}
