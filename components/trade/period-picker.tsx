import { useTranslations } from 'next-intl';
import { AutoForm } from '@/components/lists/auto-form';
import { ButtonLink, buttonClass } from '@/components/ui/button';
import { Input } from '@/components/ui/input';
import { Select } from '@/components/ui/select';
import { addDays, startOfTwelveMonths } from '@/lib/analytics/period';
import { hrefWith } from '@/lib/http/search-params';

interface Shown {
  from: string;
  to: string;
  interval: 'day' | 'week' | 'month';
  by: 'revenue' | 'quantity';
}

/** Usual periods at one press, any other by its dates. */
export function PeriodPicker({ shown, today }: { shown: Shown; today: string }) {
  const t = useTranslations('trade.analytics');
  const presets = [
    { key: 'last_30', from: addDays(today, -29), interval: 'day' },
    { key: 'last_90', from: addDays(today, -89), interval: 'week' },
    { key: 'twelve_months', from: startOfTwelveMonths(today), interval: 'month' },
    { key: 'this_year', from: `${today.slice(0, 4)}-01-01`, interval: 'month' },
  ] as const;
  return (
    <div className="mb-5 flex flex-wrap items-center gap-2">
      <nav aria-label={t('period')} className="flex flex-wrap gap-1">
        {presets.map(({ key, from, interval }) => {
          const current = shown.from === from && shown.to === today;
          return (
            <ButtonLink
              key={key}
              href={hrefWith('/analytics', { from, to: today, interval, by: shown.by })}
              size="sm"
              variant={current ? 'secondary' : 'ghost'}
              aria-current={current ? 'true' : undefined}
            >
              {t(key)}
            </ButtonLink>
          );
        })}
      </nav>
      <AutoForm
        action="/analytics"
        key={JSON.stringify(shown)}
        className="flex flex-wrap items-center gap-2 sm:ms-auto"
        aria-label={t('custom')}
      >
        <input type="hidden" name="by" value={shown.by} />
        <Input
          type="date"
          name="from"
          defaultValue={shown.from}
          max={shown.to}
          aria-label={t('from')}
          className="w-36"
        />
        <Input
          type="date"
          name="to"
          defaultValue={shown.to}
          min={shown.from}
          aria-label={t('to')}
          className="w-36"
        />
        <Select name="interval" defaultValue={shown.interval} aria-label={t('interval')} className="w-28">
          {(['day', 'week', 'month'] as const).map((interval) => (
            <option key={interval} value={interval}>
              {t(interval)}
            </option>
          ))}
        </Select>
        <noscript>
          <button type="submit" className={buttonClass()}>
            {t('apply')}
          </button>
        </noscript>
      </AutoForm>
    </div>
  );
}
