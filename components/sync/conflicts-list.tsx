'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { z } from 'zod';
import { callApi } from '@/components/api/call-api';
import { useCommand } from '@/components/api/use-command';
import { Button } from '@/components/ui/button';
import { Checkbox } from '@/components/ui/checkbox';
import type { ConflictAnswer } from '@/lib/sync/history/answers';
import { ConflictCard } from './conflict-card';

/** The inbox: every conflict side by side, settled one by one or many for one side. */
export function ConflictsList({
  conflicts,
  mayChange,
}: {
  conflicts: readonly ConflictAnswer[];
  mayChange: boolean;
}) {
  const t = useTranslations('sync');
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const settle = useCommand(
    (choice: 'odoo' | 'products_manager') =>
      callApi('/conflicts/resolve', z.unknown(), { method: 'POST', body: { ids: chosen, choice } }),
    { done: t('conflicts.settled', { count: selected.size }), onDone: () => setSelected(new Set()) },
  );
  const open = conflicts.filter(({ status, reason }) => status === 'open' && reason !== 'several_candidates');
  const chosen = [...selected].filter((id) => open.some((conflict) => conflict.id === id));
  const toggle = (id: string) => {
    const next = new Set(selected);
    if (!next.delete(id)) next.add(id);
    setSelected(next);
  };
  return (
    <div>
      {mayChange && open.length > 1 ? (
        <div className="flex min-h-12 flex-wrap items-center gap-x-4 gap-y-2 border-y bg-subtle/50 px-4 py-2">
          <Checkbox
            label={
              chosen.length > 0 ? t('errors.selected', { count: chosen.length }) : t('errors.select_all')
            }
            checked={chosen.length === 0 ? false : chosen.length === open.length ? true : 'indeterminate'}
            onCheckedChange={(checked) =>
              setSelected(new Set(checked === true ? open.map(({ id }) => id) : []))
            }
          />
          {chosen.length > 0 ? (
            <div className="flex flex-wrap gap-2">
              <Button size="sm" busy={settle.isPending} onClick={() => settle.mutate('products_manager')}>
                {t('conflicts.bulk_here', { count: chosen.length })}
              </Button>
              <Button size="sm" busy={settle.isPending} onClick={() => settle.mutate('odoo')}>
                {t('conflicts.bulk_odoo', { count: chosen.length })}
              </Button>
            </div>
          ) : null}
        </div>
      ) : null}
      <ul className="divide-y">
        {conflicts.map((conflict) => (
          <li key={conflict.id} className="flex gap-3 px-4 py-4">
            {mayChange && open.length > 1 && open.includes(conflict) ? (
              <Checkbox
                hideLabel
                label={t('errors.select', { label: conflict.label || t('errors.unnamed') })}
                checked={selected.has(conflict.id)}
                onCheckedChange={() => toggle(conflict.id)}
              />
            ) : null}
            <ConflictCard conflict={conflict} mayChange={mayChange} />
          </li>
        ))}
      </ul>
    </div>
  );
}
