'use client';

import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { z } from 'zod';
import { callApi } from '@/components/api/call-api';
import { useCommand } from '@/components/api/use-command';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { cn } from '@/components/ui/cn';
import { RelativeTime } from '@/components/ui/relative-time';
import type { ConflictAnswer } from '@/lib/sync/history/answers';
import { Candidates, type Choice } from './candidates';
import { FieldValue, useFieldName } from './field-value';
import { OtherValue } from './other-value';

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
  const waiting = conflict.applied_at === null;
  const named = conflict.reason === 'several_candidates';
  const reversible = ['product', 'variant', 'category'].includes(conflict.kind) && !named;
  /** Open, decided but not carried out yet, or settled and to be gone back on. */
  const choosable = mayChange && (waiting || reversible);
  const ways = open
    ? { here: t('conflicts.use_here'), odoo: t('conflicts.use_odoo') }
    : { here: t('conflicts.use_again'), odoo: t('conflicts.use_again') };
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
        <span className="text-muted">{nameOf(conflict.field)}</span>
        <Badge>{t(`kind.${conflict.kind}`)}</Badge>
        <Badge tone="warning">{t(`conflicts.reasons.${conflict.reason}`)}</Badge>
        <span className="text-[0.8125rem] text-faint">
          <RelativeTime at={conflict.created_at} />
        </span>
      </p>
      {named ? (
        <Candidates
          conflict={conflict}
          mayChange={mayChange && waiting}
          busy={settle.isPending}
          onChoose={settle.mutate}
        />
      ) : (
        <div className="mt-3 grid gap-2 sm:grid-cols-3">
          <Side field={conflict.field} title={t('conflicts.base')} value={conflict.base_value} quiet />
          {(['products_manager', 'odoo'] as const).map((side) => (
            <Side
              key={side}
              field={conflict.field}
              title={side === 'odoo' ? t('conflicts.odoo') : t('conflicts.here')}
              value={side === 'odoo' ? conflict.odoo_value : conflict.products_manager_value}
              changedBy={side === 'odoo' ? conflict.odoo_changed_by : conflict.products_manager_changed_by}
              changedAt={side === 'odoo' ? conflict.odoo_changed_at : conflict.products_manager_changed_at}
              chosen={conflict.choice === side}
              action={
                choosable && conflict.choice !== side ? (
                  <Button size="sm" busy={settle.isPending} onClick={() => settle.mutate({ choice: side })}>
                    {side === 'odoo' ? ways.odoo : ways.here}
                  </Button>
                ) : null
              }
            />
          ))}
        </div>
      )}
      {choosable && conflict.reason === 'both_changed' ? <OtherValue conflict={conflict} /> : null}
      {open ? null : <Settlement conflict={conflict} />}
    </article>
  );
}

function Side({
  field,
  title,
  value,
  action,
  changedAt = null,
  changedBy = null,
  quiet = false,
  chosen = false,
}: {
  field: string;
  title: string;
  value: unknown;
  action?: ReactNode;
  /** When the record was last edited on that side. */
  changedAt?: string | null;
  changedBy?: string | null;
  quiet?: boolean;
  chosen?: boolean;
}) {
  const t = useTranslations('sync.conflicts');
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
        <FieldValue field={field} value={value} />
      </p>
      {changedAt === null ? null : (
        <p className="text-[0.8125rem] text-muted">
          {t.rich(changedBy === null ? 'changed_at' : 'changed_by', {
            name: changedBy ?? '',
            when: () => <RelativeTime at={changedAt} />,
          })}
        </p>
      )}
      {action}
    </div>
  );
}

function Settlement({ conflict }: { conflict: ConflictAnswer }) {
  const t = useTranslations('sync.conflicts');
  const { applied_at: appliedAt } = conflict;
  return (
    <p className="mt-2 text-[0.8125rem] text-muted">
      <SettledBy conflict={conflict} />
      {conflict.choice === 'value' && conflict.reason !== 'several_candidates' ? (
        <>
          {' · '}
          <FieldValue field={conflict.field} value={conflict.chosen_value} />
        </>
      ) : null}
      {' · '}
      {appliedAt ? t.rich('applied', { when: () => <RelativeTime at={appliedAt} /> }) : t('pending')}
    </p>
  );
}

/** Nobody, the rule, or a person. */
function SettledBy({ conflict: { settled_by: by, policy } }: { conflict: ConflictAnswer }) {
  const t = useTranslations('sync.conflicts');
  const tp = useTranslations('integrations.advanced.policies');
  if (by === 'agreement') return t('agreed');
  if (by === 'superseded') return t('superseded');
  if (by === 'system') return t('by_program');
  return by === null || by === 'policy' ? t('policy', { policy: tp(policy) }) : t('settled_by', { name: by });
}
