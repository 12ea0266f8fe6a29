'use client';

import { useFormatter, useNow } from 'next-intl';

/** "3 minutes ago", kept true while it is looked at; the exact moment on hover. */
export function RelativeTime({ at, className }: { at: string | Date; className?: string }) {
  const format = useFormatter();
  const now = useNow({ updateInterval: 10_000 });
  const date = typeof at === 'string' ? new Date(at) : at;
  return (
    <time
      dateTime={date.toISOString()}
      title={format.dateTime(date, { dateStyle: 'full', timeStyle: 'medium' })}
      className={className}
      suppressHydrationWarning
    >
      {format.relativeTime(date, now)}
    </time>
  );
}
