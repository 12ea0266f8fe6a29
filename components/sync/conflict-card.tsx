'use client';

import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { type ReactNode, useState } from 'react';
import { z } from 'zod';
import { callApi } from '@/components/api/call-api';
import { useCommand } from '@/components/api/use-command';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { cn } from '@/components/ui/cn';
import { Input } from '@/components/ui/input';
import { RelativeTime } from '@/components/ui/relative-time';
import type { ConflictAnswer } from '@/lib/sync/history/answers';
import { FieldValue, inWords, useFieldName } from './field-value';

interface Choice {
  choice: 'odoo' | 'products_manager' | 'value';
  value?: unknown;
}

/** One conflict: the value before, here and in Odoo side by side, and the ways to settle it. */
export function ConflictCard({ conflict, mayChange }: { conflict: ConflictAnswer; mayChange: boolean }) {
  const t = useTranslations('sync');
  const nameOf = useFieldName();
  const settle = useCommand(
    (body: Choice) => callApi(`/conflicts/${conflict.id}/resolve`, z.unknown(), { method: 'POST', body }),
    { done: t('conflicts.settled', { count: 1 }) },
  );
  const open = conflict.status === 'open';
  const name = conflict.label || t('errors.unnamed');
  const choosable = mayChange && open;
  return (
    <article className="min-w-0 flex-1">
      <p className="flex flex-wrap items-center gap-2">
        {conflict.local_id && conflict.kind !== 'category' ? (
          <Link
            href={`/products/${conflict.local_id}`}
            className="font-medium hover:text-accent hover:underline"
          >
            {name}
          </Link>
        ) : (
          <span className="font-medium">{name}</span>
        )}
        <span className="text-muted">· {nameOf(conflict.field)}</span>
        <Badge>{t(`kind.${conflict.kind}`)}</Badge>
        <Badge tone="warning">{t(`conflicts.reasons.${conflict.reason}`)}</Badge>
        <span className="text-[0.8125rem] text-faint">
          <RelativeTime at={conflict.created_at} />
        </span>
      </p>
      <div className="mt-3 grid gap-2 sm:grid-cols-3">
        <Side title={t('conflicts.base')} value={conflict.base_value} quiet />
        <Side
          title={t('conflicts.here')}
          value={conflict.products_manager_value}
          chosen={conflict.choice === 'products_manager'}
          action={
            choosable ? (
              <Button
                size="sm"
                busy={settle.isPending}
                onClick={() => settle.mutate({ choice: 'products_manager' })}
              >
                {t('conflicts.use_here')}
              </Button>
            ) : null
          }
        />
        <Side
          title={t('conflicts.odoo')}
          value={conflict.odoo_value}
          chosen={conflict.choice === 'odoo'}
          action={
            choosable ? (
              <Button size="sm" busy={settle.isPending} onClick={() => settle.mutate({ choice: 'odoo' })}>
                {t('conflicts.use_odoo')}
              </Button>
            ) : null
          }
        />
      </div>
      {conflict.candidates ? (
        <p className="mt-2 text-muted">
          {t('conflicts.candidates')} :{' '}
          {conflict.candidates
            .map(({ side, id, label }) => `${label} (${t(`sides.${side}`)} ${id})`)
            .join(', ')}
        </p>
      ) : null}
      {choosable && conflict.reason === 'both_changed' && typeof conflict.odoo_value !== 'object' ? (
        <OtherValue
          initial={inWords(conflict.products_manager_value ?? '')}
          busy={settle.isPending}
          onApply={(value) => settle.mutate({ choice: 'value', value })}
        />
      ) : null}
      {open ? null : <Settlement conflict={conflict} />}
    </article>
  );
}

function Side({
  title,
  value,
  action,
  quiet = false,
  chosen = false,
}: {
  title: string;
  value: unknown;
  action?: ReactNode;
  quiet?: boolean;
  chosen?: boolean;
}) {
  return (
    <div
      className={cn(
        'flex flex-col gap-2 rounded-control border p-3',
        quiet && 'border-dashed text-muted',
        chosen && 'border-accent bg-accent-soft/50',
      )}
    >
      <p className="text-muted text-xs">{title}</p>
      <p className="flex-1">
        <FieldValue value={value} />
      </p>
      {action}
    </div>
  );
}

function OtherValue({
  initial,
  busy,
  onApply,
}: {
  initial: string;
  busy: boolean;
  onApply: (value: string) => void;
}) {
  const t = useTranslations('sync.conflicts');
  const [typed, setTyped] = useState<string | null>(null);
  if (typed === null) {
    return (
      <Button variant="link" size="sm" className="mt-2" onClick={() => setTyped(initial)}>
        {t('use_value')}
      </Button>
    );
  }
  return (
    <form
      className="mt-2 flex max-w-md gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        onApply(typed);
      }}
    >
      <Input aria-label={t('value')} value={typed} onChange={(event) => setTyped(event.target.value)} />
      <Button type="submit" busy={busy}>
        {t('apply')}
      </Button>
    </form>
  );
}

function Settlement({ conflict }: { conflict: ConflictAnswer }) {
  const t = useTranslations('sync.conflicts');
  const ti = useTranslations('integrations.advanced.policies');
  const { applied_at: appliedAt } = conflict;
  return (
    <p className="mt-2 text-[0.8125rem] text-muted">
      {conflict.settled_by
        ? t('settled_by', { name: conflict.settled_by })
        : t('policy', { policy: ti(conflict.policy) })}
      {conflict.choice === 'value' ? (
        <>
          {' : '}
          <FieldValue value={conflict.chosen_value} />
        </>
      ) : null}
      {' · '}
      {appliedAt ? t.rich('applied', { when: () => <RelativeTime at={appliedAt} /> }) : t('pending')}
    </p>
  );
}
