import Link from 'next/link';
import { useFormatter, useTranslations } from 'next-intl';
import { Card, CardBody, CardHeader } from '@/components/ui/card';
import { cn } from '@/components/ui/cn';
import type { OverviewDay } from '@/lib/integrations/overview/overview-answer';

type Look = 'none' | 'quiet' | 'changes' | 'partial' | 'failed';

/** Height and colour say the same, so that neither is needed alone. */
const LOOKS: Record<Look, string> = {
  none: 'h-1.5 bg-line',
  quiet: 'h-4 bg-success/45',
  changes: 'h-8 bg-success',
  partial: 'h-8 bg-warning [clip-path:polygon(0_25%,50%_0,100%_25%,100%_100%,0_100%)]',
  failed: 'h-8 bg-danger [clip-path:polygon(0_0,50%_25%,100%_0,100%_100%,0_100%)]',
};
const LEGEND = ['quiet', 'changes', 'partial', 'failed', 'none'] as const;

function lookOf({ runs, changes, partial, failed }: OverviewDay): Look {
  if (runs === 0) return 'none';
  if (failed > 0) return 'failed';
  if (partial > 0) return 'partial';
  return changes > 0 ? 'changes' : 'quiet';
}

/** The runs of the last thirty days, a bar a day, each leading to that day's history. */
export function RunStrip({ integrationId, days }: { integrationId: string; days: readonly OverviewDay[] }) {
  const t = useTranslations('integrations.overview');
  const format = useFormatter();
  const dayOf = (day: string) =>
    format.dateTime(new Date(`${day}T00:00:00Z`), { day: 'numeric', month: 'short', timeZone: 'UTC' });
  return (
    <Card>
      <CardHeader
        title={t('strip')}
        description={t('strip_sum', {
          runs: days.reduce((sum, { runs }) => sum + runs, 0),
          changes: days.reduce((sum, { changes }) => sum + changes, 0),
          failed: days.reduce((sum, { failed }) => sum + failed, 0),
        })}
      />
      <CardBody>
        <ol className="flex h-9 items-end gap-0.5 sm:gap-1">
          {days.map((one) => {
            const label = t('strip_day', { ...one, day: dayOf(one.day) });
            const query = new URLSearchParams({ integration: integrationId, from: one.day, to: one.day });
            return (
              <li key={one.day} className="flex h-full flex-1 items-end">
                <Link
                  href={`/sync/runs?${query}`}
                  prefetch={false}
                  title={label}
                  aria-label={label}
                  className="group flex h-full w-full items-end rounded-xs"
                >
                  <span
                    className={cn(
                      'w-full rounded-xs transition-opacity group-hover:opacity-70',
                      LOOKS[lookOf(one)],
                    )}
                  />
                </Link>
              </li>
            );
          })}
        </ol>
        <div className="mt-1.5 flex justify-between text-faint text-xs">
          <span>{days[0] ? dayOf(days[0].day) : null}</span>
          <span>{t('today')}</span>
        </div>
        <ul aria-hidden className="mt-3 flex flex-wrap gap-x-4 gap-y-1 text-muted text-xs">
          {LEGEND.map((look) => (
            <li key={look} className="flex items-center gap-1.5">
              <span className={cn('inline-block w-2 rounded-xs', LOOKS[look], look !== 'none' && 'h-3')} />
              {t(`strip_look.${look}`)}
            </li>
          ))}
        </ul>
      </CardBody>
    </Card>
  );
}
