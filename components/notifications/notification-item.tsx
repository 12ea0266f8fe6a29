import { CircleAlert, CircleCheck, TriangleAlert } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { cn } from '@/components/ui/cn';
import { RelativeTime } from '@/components/ui/relative-time';
import type { NotificationView } from '@/lib/notifications/answers';

/** Synchronisation stands still for these; the others can wait a little. */
const GRAVE: ReadonlySet<NotificationView['kind']> = new Set([
  'authentication_lost',
  'safety_halt',
  'run_failing',
]);

/** What is the case, what to do, and the way there. */
export function NotificationItem({
  notification: { kind, title, message, remedy, path, raised_at, ended_at, seen },
  onFollow,
}: {
  notification: NotificationView;
  onFollow?: () => void;
}) {
  const t = useTranslations('notifications');
  const over = ended_at !== null;
  const Icon = over ? CircleCheck : GRAVE.has(kind) ? CircleAlert : TriangleAlert;
  return (
    <li className={cn('flex gap-3 px-4 py-3', !over && !seen && 'bg-accent-soft/40')}>
      <Icon
        aria-hidden
        className={cn(
          'mt-0.5 size-4 shrink-0',
          over ? 'text-success' : GRAVE.has(kind) ? 'text-danger' : 'text-warning',
        )}
      />
      <div className="min-w-0 flex-1">
        <p className={cn('font-medium', over ? 'text-muted' : 'text-ink')}>{title}</p>
        {message ? <p className="mt-0.5 text-muted">{message}</p> : null}
        {remedy ? <p className="mt-0.5 text-ink">{remedy}</p> : null}
        <p className="mt-1 flex flex-wrap gap-x-3 text-[0.8125rem] text-muted">
          <span>
            {t.rich(over ? 'ended_at' : 'raised_at', {
              when: () => <RelativeTime at={ended_at ?? raised_at} />,
            })}
          </span>
          <Link
            href={path}
            onClick={onFollow}
            className="font-medium text-accent underline-offset-4 hover:underline"
          >
            {t(over ? 'look' : 'act')}
          </Link>
        </p>
      </div>
    </li>
  );
}
