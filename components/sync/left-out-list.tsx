'use client';

import { Undo2 } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { z } from 'zod';
import { callApi } from '@/components/api/call-api';
import { useCommand } from '@/components/api/use-command';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { Checkbox } from '@/components/ui/checkbox';
import { RelativeTime } from '@/components/ui/relative-time';
import type { LeftOutAnswer } from '@/lib/sync/history/answers';

const answer = z.object({ brought_back: z.number() });

/** Records kept out of the catalogue: brought back one by one or many at once. */
export function LeftOutList({
  records,
  mayChange,
}: {
  records: readonly LeftOutAnswer[];
  mayChange: boolean;
}) {
  const t = useTranslations('sync');
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const chosen = records.map(({ id }) => id).filter((id) => selected.has(id));
  const bringBack = useCommand(
    (ids: readonly string[]) => callApi('/left-out/bring-back', answer, { method: 'POST', body: { ids } }),
    {
      done: t('left_out.brought_back', { count: Math.max(chosen.length, 1) }),
      onDone: () => setSelected(new Set()),
    },
  );
  const toggle = (id: string) => {
    const next = new Set(selected);
    if (!next.delete(id)) next.add(id);
    setSelected(next);
  };
  return (
    <div>
      {mayChange && records.length > 1 ? (
        <div className="flex min-h-12 flex-wrap items-center gap-x-4 gap-y-2 border-y bg-subtle/50 px-4 py-2">
          <Checkbox
            label={
              chosen.length > 0 ? t('errors.selected', { count: chosen.length }) : t('errors.select_all')
            }
            checked={chosen.length === 0 ? false : chosen.length === records.length ? true : 'indeterminate'}
            onCheckedChange={(checked) =>
              setSelected(new Set(checked === true ? records.map(({ id }) => id) : []))
            }
          />
          {chosen.length > 0 ? (
            <Button size="sm" busy={bringBack.isPending} onClick={() => bringBack.mutate(chosen)}>
              <Undo2 aria-hidden />
              {t('left_out.bring_back_count', { count: chosen.length })}
            </Button>
          ) : null}
        </div>
      ) : null}
      <ul className="divide-y">
        {records.map((record) => (
          <li key={record.id} className="flex flex-wrap items-center gap-3 px-4 py-3">
            {mayChange && records.length > 1 ? (
              <Checkbox
                hideLabel
                label={t('errors.select', { label: record.label })}
                checked={selected.has(record.id)}
                onCheckedChange={() => toggle(record.id)}
              />
            ) : null}
            <div className="min-w-0 flex-1 basis-56">
              <p className="flex flex-wrap items-center gap-2">
                {record.kind === 'category' ? (
                  <span className="font-medium">{record.label}</span>
                ) : (
                  <Link
                    href={`/products/${record.local_id}`}
                    className="font-medium hover:text-accent hover:underline"
                  >
                    {record.label}
                  </Link>
                )}
                <Badge>{t(`kind.${record.kind}`)}</Badge>
              </p>
              <p className="mt-0.5 text-[0.8125rem] text-muted">
                {record.integration_name} · {t('left_out.in_odoo', { id: record.odoo_id })} ·{' '}
                <Link href={`/sync/runs/${record.undo_id}`} className="hover:text-accent hover:underline">
                  {t('triggers.undo')}
                </Link>{' '}
                {t.rich(record.left_out_by ? 'left_out.by' : 'left_out.by_nobody', {
                  name: record.left_out_by ?? '',
                  when: () => <RelativeTime at={record.left_out_at} />,
                })}
              </p>
            </div>
            {mayChange ? (
              <Button
                size="sm"
                busy={bringBack.isPending}
                aria-label={`${t('left_out.bring_back')} ${record.label}`}
                onClick={() => bringBack.mutate([record.id])}
              >
                <Undo2 aria-hidden />
                {t('left_out.bring_back')}
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
    </div>
  );
}
