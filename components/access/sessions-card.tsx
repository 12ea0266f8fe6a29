'use client';

import { useTranslations } from 'next-intl';
import { commandApi } from '@/components/api/call-api';
import { useCommand } from '@/components/api/use-command';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { RelativeTime } from '@/components/ui/relative-time';

export interface ShownSession {
  readonly id: string;
  readonly userAgent: string;
  readonly address: string | null;
  readonly lastSeenAt: Date;
  readonly current: boolean;
}

/** Where one is signed in, and how to end it there. */
export function SessionsCard({ sessions }: { sessions: readonly ShownSession[] }) {
  const t = useTranslations('access.sessions');
  const end = useCommand((id: string) => commandApi(`/me/sessions/${id}`, { method: 'DELETE' }), {
    done: t('ended'),
  });
  const endOthers = useCommand(() => commandApi('/me/sessions', { method: 'DELETE' }), {
    done: t('others_ended'),
  });
  return (
    <div className="flex flex-col gap-4">
      <ul className="flex flex-col divide-y divide-line">
        {sessions.map(({ id, userAgent, address, lastSeenAt, current }) => (
          <li key={id} className="flex flex-wrap items-center justify-between gap-3 py-3">
            <span className="min-w-0">
              <span className="block truncate text-ink">{deviceOf(userAgent) ?? t('unknown_device')}</span>
              <span className="block text-[0.8125rem] text-muted">
                {address ? `${address} · ` : null}
                <RelativeTime at={lastSeenAt} />
              </span>
            </span>
            {current ? (
              <Badge tone="accent">{t('current')}</Badge>
            ) : (
              <Button size="sm" busy={end.isPending && end.variables === id} onClick={() => end.mutate(id)}>
                {t('end')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {sessions.length > 1 ? (
        <Button busy={endOthers.isPending} onClick={() => endOthers.mutate(undefined)} className="self-start">
          {t('end_others')}
        </Button>
      ) : null}
    </div>
  );
}

const BROWSERS = ['Edg', 'OPR', 'Firefox', 'Chrome', 'Safari'] as const;
const NAMES: Readonly<Record<string, string>> = { Edg: 'Edge', OPR: 'Opera' };
const SYSTEMS = ['Windows', 'Android', 'iPhone', 'iPad', 'Mac OS', 'Linux'] as const;

/** "Firefox, Windows" out of what a browser says of itself; undefined when it says nothing known. */
function deviceOf(userAgent: string): string | undefined {
  const browser = BROWSERS.find((name) => userAgent.includes(`${name}/`));
  const system = SYSTEMS.find((name) => userAgent.includes(name));
  const parts = [browser && (NAMES[browser] ?? browser), system].filter((part) => part !== undefined);
  return parts.length > 0 ? parts.join(', ') : undefined;
}
