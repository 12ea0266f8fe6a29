'use client';

import { EyeOff, RotateCw } from 'lucide-react';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { z } from 'zod';
import { callApi } from '@/components/api/call-api';
import { useCommand } from '@/components/api/use-command';
import { Badge, type Tone } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { Checkbox } from '@/components/ui/checkbox';
import { RelativeTime } from '@/components/ui/relative-time';
import type { ErrorAnswer } from '@/lib/sync/history/answers';

const TONES: Record<ErrorAnswer['class'], Tone> = {
  transient: 'neutral',
  authentication: 'danger',
  permission: 'warning',
  validation: 'warning',
  mapping: 'info',
};

/** Errors with their cause and remedy; retried or ignored one by one or many at once. */
export function ErrorsList({ errors, mayChange }: { errors: readonly ErrorAnswer[]; mayChange: boolean }) {
  const t = useTranslations('sync.errors');
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const act = (verb: 'retry' | 'ignore') => (ids: readonly string[]) =>
    callApi(`/errors/${verb}`, z.unknown(), { method: 'POST', body: { ids } }).then(() => ids.length);
  const clear = () => setSelected(new Set());
  const awaited = useAwaited(errors);
  const retry = useCommand(act('retry'), {
    onDone: (_count, ids) => {
      clear();
      awaited.expect(ids);
    },
  });
  const ignore = useCommand(act('ignore'), { onDone: clear });
  const toggle = (id: string) => {
    const next = new Set(selected);
    if (!next.delete(id)) next.add(id);
    setSelected(next);
  };
  const changeable = errors.filter(({ status }) => status !== 'resolved');
  const chosen = [...selected].filter((id) => errors.some((error) => error.id === id));
  return (
    <div>
      {mayChange && changeable.length > 1 ? (
        <div className="flex min-h-12 flex-wrap items-center gap-x-4 gap-y-2 border-y bg-subtle/50 px-4 py-2">
          <Checkbox
            label={chosen.length > 0 ? t('selected', { count: chosen.length }) : t('select_all')}
            checked={
              chosen.length === 0 ? false : chosen.length === changeable.length ? true : 'indeterminate'
            }
            onCheckedChange={(checked) =>
              setSelected(new Set(checked === true ? changeable.map(({ id }) => id) : []))
            }
          />
          {chosen.length > 0 ? (
            <div className="flex gap-2">
              <Button size="sm" busy={retry.isPending} onClick={() => retry.mutate(chosen)}>
                <RotateCw aria-hidden />
                {t('retry')}
              </Button>
              <Button size="sm" variant="ghost" busy={ignore.isPending} onClick={() => ignore.mutate(chosen)}>
                <EyeOff aria-hidden />
                {t('ignore')}
              </Button>
            </div>
          ) : null}
        </div>
      ) : null}
      <ul className="divide-y">
        {errors.map((error) => (
          <li key={error.id} className="flex flex-wrap gap-3 px-4 py-4">
            {mayChange && changeable.length > 1 && error.status !== 'resolved' ? (
              <Checkbox
                hideLabel
                label={t('select', { label: error.label || t('unnamed') })}
                checked={selected.has(error.id)}
                onCheckedChange={() => toggle(error.id)}
              />
            ) : null}
            <ErrorEntry error={error} retrying={awaited.ids.has(error.id)} />
            {mayChange && error.status !== 'resolved' ? (
              <div className="flex shrink-0 gap-1 self-start">
                <Button size="sm" busy={retry.isPending} onClick={() => retry.mutate([error.id])}>
                  <RotateCw aria-hidden />
                  {t('retry')}
                </Button>
                {error.status === 'open' ? (
                  <Button size="sm" variant="ghost" onClick={() => ignore.mutate([error.id])}>
                    {t('ignore')}
                  </Button>
                ) : null}
              </div>
            ) : null}
          </li>
        ))}
      </ul>
    </div>
  );
}

const LOOK_EVERY_MS = 2_000;
const LOOKS = 30;

/** Errors that are being tried again: the page is read anew until they have gone, or for a minute. */
function useAwaited(errors: readonly ErrorAnswer[]) {
  const router = useRouter();
  const [asked, setAsked] = useState<{ ids: ReadonlySet<string>; looks: number }>({
    ids: new Set(),
    looks: 0,
  });
  const left = errors.some(({ id, status }) => asked.ids.has(id) && status !== 'resolved');
  const waiting = left && asked.looks < LOOKS;
  useEffect(() => {
    if (!waiting) return;
    const look = setTimeout(() => {
      router.refresh();
      setAsked(({ ids, looks }) => ({ ids, looks: looks + 1 }));
    }, LOOK_EVERY_MS);
    return () => clearTimeout(look);
  });
  return {
    ids: waiting ? asked.ids : new Set<string>(),
    expect: (ids: readonly string[]) => setAsked({ ids: new Set(ids), looks: 0 }),
  };
}

function ErrorEntry({ error, retrying }: { error: ErrorAnswer; retrying: boolean }) {
  const t = useTranslations('sync');
  const name = error.label || t('errors.unnamed');
  return (
    <div className="min-w-0 flex-1 basis-64">
      <p className="flex flex-wrap items-center gap-2">
        {error.local_id && ['product', 'variant', 'image', 'stock'].includes(error.kind) ? (
          <Link
            href={`/products/${error.local_id}`}
            className="font-medium hover:text-accent hover:underline"
          >
            {name}
          </Link>
        ) : (
          <span className="font-medium">{name}</span>
        )}
        <Badge>{t(`kind.${error.kind}`)}</Badge>
        <Badge tone={TONES[error.class]}>{t(`errors.classes.${error.class}`)}</Badge>
      </p>
      <p className="mt-1 whitespace-pre-line [overflow-wrap:anywhere]">{error.message}</p>
      <p className="mt-0.5 text-muted">
        {error.remedy}{' '}
        <Link className="text-accent underline" href={`/docs#${error.code}`}>
          {t('errors.more')}
        </Link>
      </p>
      {error.odoo_message && !error.message.includes(error.odoo_message) ? (
        <details className="mt-1 text-[0.8125rem] text-muted">
          <summary>{t('errors.odoo_says')}</summary>
          <p className="mt-1 whitespace-pre-line [overflow-wrap:anywhere]">{error.odoo_message}</p>
        </details>
      ) : null}
      <p className="mt-1 text-[0.8125rem] text-faint">
        <RelativeTime at={error.last_seen_at} /> · {t('errors.attempts', { count: error.attempts })}
        {retrying ? (
          <span role="status"> · {t('errors.retrying')}</span>
        ) : error.status === 'open' ? (
          <>
            {' · '}
            {error.next_retry_at
              ? t.rich('errors.next', { when: () => <RelativeTime coming at={error.next_retry_at ?? ''} /> })
              : t('errors.no_retry')}
          </>
        ) : null}
      </p>
    </div>
  );
}
