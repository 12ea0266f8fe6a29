import { CircleCheck, TriangleAlert } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { NotificationItem } from '@/components/notifications/notification-item';
import { ButtonLink } from '@/components/ui/button';
import { Card, CardHeader } from '@/components/ui/card';
import type { NotificationView } from '@/lib/notifications/answers';
import type { OpenCounts } from '@/lib/overview/open-counts';

/** Which notification tells of an inbox already. */
const INBOXES = [
  { name: 'errors', kind: 'errors_growing' },
  { name: 'conflicts', kind: 'conflicts_waiting' },
] as const;

/** What the banner above every page says as it is now, with the way to decide: said here too it would be said twice. */
const BANNERED: readonly string[] = ['safety_halt', 'authentication_lost'];

/** What waits for a person, with what to do; or that nothing does, which is not said below a banner that asks for them. */
export function PersonCard({
  notifications: all,
  open,
  bannered,
}: {
  notifications: readonly NotificationView[];
  open: OpenCounts;
  /** The banner above every page has something to say. */
  bannered: boolean;
}) {
  const t = useTranslations('overview.person');
  const notifications = all.filter(({ kind }) => !BANNERED.includes(kind));
  const untold = INBOXES.filter(
    ({ name, kind }) => open[name] > 0 && notifications.every((one) => one.kind !== kind),
  );
  if (notifications.length + untold.length === 0 && bannered) return null;
  return (
    <Card>
      <CardHeader
        title={t('title')}
        actions={
          <ButtonLink href="/notifications" size="sm" variant="ghost">
            {t('all')}
          </ButtonLink>
        }
      />
      {notifications.length + untold.length === 0 ? (
        <p className="flex items-center gap-2 px-5 pb-5 text-muted">
          <CircleCheck aria-hidden className="size-4 text-success" />
          {t('nothing')}
        </p>
      ) : (
        <ul className="divide-y border-t">
          {notifications.map((one) => (
            <NotificationItem key={one.id} notification={one} />
          ))}
          {untold.map(({ name }) => (
            <li key={name} className="flex gap-3 px-4 py-3">
              <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-warning" />
              <Link
                href={`/sync/${name}`}
                className="font-medium text-ink underline-offset-4 hover:text-accent hover:underline"
              >
                {t(name, { count: open[name] })}
              </Link>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
