'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Bell as BellIcon } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { callApi, commandApi } from '@/components/api/call-api';
import { buttonClass } from '@/components/ui/button';
import { Popover, PopoverContent, PopoverTrigger } from '@/components/ui/popover';
import { Skeleton } from '@/components/ui/skeleton';
import { notificationList } from '@/lib/notifications/answers';
import { NotificationItem } from './notification-item';

const ASK_AGAIN_MS = 60_000;
const KEY = ['notifications'];

/** The bell of the header: how much is new, and under it what lasts or ended lately, with what to do. */
export function Bell() {
  const t = useTranslations('notifications');
  const [open, setOpen] = useState(false);
  const client = useQueryClient();
  const told = useQuery({
    queryKey: KEY,
    queryFn: ({ signal }) => callApi('/notifications?show=recent&limit=20', notificationList, { signal }),
    refetchInterval: ASK_AGAIN_MS,
  });
  const seen = useMutation({
    mutationFn: () => commandApi('/notifications/seen'),
    onSuccess: () =>
      client.setQueryData<typeof told.data>(KEY, (known) => (known ? { ...known, unseen: 0 } : known)),
  });
  const count = told.data?.unseen ?? 0;
  const toggle = (next: boolean) => {
    setOpen(next);
    if (next && count > 0) seen.mutate();
    // What was new stays marked until the window closes.
    if (!next) void client.invalidateQueries({ queryKey: KEY });
  };
  return (
    <Popover open={open} onOpenChange={toggle}>
      <PopoverTrigger
        aria-label={t('bell', { count })}
        className={buttonClass({ variant: 'ghost', size: 'icon', class: 'relative' })}
      >
        <BellIcon aria-hidden />
        {count > 0 ? (
          <span
            aria-hidden
            className="absolute end-0.5 top-0.5 flex h-4 min-w-4 items-center justify-center rounded-full bg-danger px-1 font-semibold text-[0.625rem] text-surface"
          >
            {count > 9 ? '9+' : count}
          </span>
        ) : null}
      </PopoverTrigger>
      <PopoverContent aria-label={t('title')}>
        <p className="border-b px-4 py-2.5 font-semibold">{t('title')}</p>
        <div className="min-h-0 flex-1 overflow-y-auto">
          {told.isPending ? (
            <Skeleton className="m-4 h-16" />
          ) : told.isError ? (
            <p role="alert" className="px-4 py-6 text-danger">
              {t('failed')}
            </p>
          ) : told.data.data.length === 0 ? (
            <p className="px-4 py-8 text-center text-muted">{t('empty')}</p>
          ) : (
            <ul className="divide-y">
              {told.data.data.map((one) => (
                <NotificationItem key={one.id} notification={one} onFollow={() => toggle(false)} />
              ))}
            </ul>
          )}
        </div>
        <p className="flex flex-wrap justify-between gap-2 border-t px-4 py-2 text-[0.8125rem]">
          <Link href="/notifications" onClick={() => toggle(false)} className="text-accent hover:underline">
            {t('see_all')}
          </Link>
          <Link
            href="/settings/notifications"
            onClick={() => toggle(false)}
            className="text-muted hover:text-ink hover:underline"
          >
            {t('settings')}
          </Link>
        </p>
      </PopoverContent>
    </Popover>
  );
}
