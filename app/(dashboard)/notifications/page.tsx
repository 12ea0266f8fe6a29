import { BellOff } from 'lucide-react';
import Link from 'next/link';
import { getLocale, getTranslations } from 'next-intl/server';
import { NotificationItem } from '@/components/notifications/notification-item';
import { ButtonLink } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { cn } from '@/components/ui/cn';
import { EmptyState } from '@/components/ui/empty-state';
import { PageHeader } from '@/components/ui/page-header';
import { Pagination } from '@/components/ui/pagination';
import { pageContext } from '@/lib/auth/page';
import type { PageProps } from '@/lib/http/page-props';
import { pickLocale } from '@/lib/i18n/locale';
import { listNotifications, notificationQuery } from '@/lib/notifications/list';

export async function generateMetadata() {
  return { title: (await getTranslations('notifications'))('title') };
}

const CHOICES = ['open', 'all'] as const;

export default async function NotificationsPage({ searchParams }: PageProps) {
  const ctx = await pageContext();
  const t = await getTranslations('notifications');
  const { show = 'open', cursor } = await searchParams;
  const asked = notificationQuery.safeParse({ show, cursor });
  const query = asked.success ? asked.data : notificationQuery.parse({ show: 'open' });
  const page = await listNotifications(ctx, query, pickLocale(await getLocale(), null));
  const hrefOf = (position: string | null) =>
    `/notifications?${new URLSearchParams({ show: query.show, ...(position ? { cursor: position } : {}) })}`;
  return (
    <>
      <PageHeader
        title={t('title')}
        description={t('description')}
        actions={<ButtonLink href="/settings/notifications">{t('settings')}</ButtonLink>}
      />
      <nav aria-label={t('title')} className="mb-4 flex gap-4">
        {CHOICES.map((choice) => (
          <Link
            key={choice}
            href={`/notifications?show=${choice}`}
            aria-current={choice === query.show ? 'page' : undefined}
            className={cn(
              'border-transparent border-b-2 pb-1 font-medium text-muted hover:text-ink',
              choice === query.show && 'border-accent text-ink',
            )}
          >
            {t(`show_${choice}`)}
          </Link>
        ))}
      </nav>
      <Card className="max-w-3xl overflow-hidden">
        {page.data.length === 0 ? (
          <EmptyState icon={BellOff} title={t('empty')} description={t('empty_hint')} />
        ) : (
          <ul className="divide-y">
            {page.data.map((one) => (
              <NotificationItem key={one.id} notification={one} />
            ))}
          </ul>
        )}
        {query.cursor || page.next_cursor ? (
          <Pagination
            firstHref={query.cursor ? hrefOf(null) : null}
            nextHref={page.next_cursor ? hrefOf(page.next_cursor) : null}
          />
        ) : null}
      </Card>
    </>
  );
}
