import { CircleCheck } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { NotificationItem } from '@/components/notifications/notification-item';
import { ButtonLink } from '@/components/ui/button';
import { Card, CardHeader } from '@/components/ui/card';
import type { NotificationView } from '@/lib/notifications/answers';

/** What waits for a person, with what to do; or that nothing does. */
export function PersonCard({ notifications }: { notifications: readonly NotificationView[] }) {
  const t = useTranslations('overview.person');
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
      {notifications.length === 0 ? (
        <p className="flex items-center gap-2 px-5 pb-5 text-muted">
          <CircleCheck aria-hidden className="size-4 text-success" />
          {t('nothing')}
        </p>
      ) : (
        <ul className="divide-y border-t">
          {notifications.map((one) => (
            <NotificationItem key={one.id} notification={one} />
          ))}
        </ul>
      )}
    </Card>
  );
}
