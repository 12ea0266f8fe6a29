'use client';

import { useFormatter } from 'next-intl';
import { useEffect, useState } from 'react';

const TICK_MS = 10_000;

/**
 * "3 minutes ago", kept true while it is looked at; the exact moment on hover. What has happened is never in the
 * future, whatever the clocks of server and browser say; only with `coming` it may be.
 */
export function RelativeTime({
  at,
  coming = false,
  className,
}: {
  at: string | Date;
  coming?: boolean;
  className?: string;
}) {
  const format = useFormatter();
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    setNow(new Date());
    const tick = setInterval(() => setNow(new Date()), TICK_MS);
    return () => clearInterval(tick);
  }, []);
  const date = typeof at === 'string' ? new Date(at) : at;
  return (
    <time
      dateTime={date.toISOString()}
      title={format.dateTime(date, { dateStyle: 'full', timeStyle: 'medium' })}
      className={className}
      suppressHydrationWarning
    >
      {format.relativeTime(date, !coming && date > now ? date : now)}
    </time>
  );
}
