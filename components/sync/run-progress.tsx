'use client';

import { useFormatter, useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { formatDuration } from '@/components/ui/format';
import { Progress } from '@/components/ui/progress';
import type { RunAnswer } from '@/lib/sync/history/answers';

const PHASES = ['queued', 'probe', 'reference', 'pull', 'push', 'sweep', 'undo', 'done'] as const;
const KINDS = ['category', 'product', 'variant', 'image', 'stock', 'order', 'warehouse'] as const;

/** How far a live run is: its phase, the records done, and how long it will still take. */
export function RunProgress({ run }: { run: RunAnswer }) {
  const t = useTranslations('sync');
  const format = useFormatter();
  const { done, total, phase } = run.progress;
  const [name = 'queued', about = ''] = phase.split(/[:./ ]/);
  const known = PHASES.find((candidate) => candidate === name);
  const kind = KINDS.find((candidate) => candidate === about);
  const label = `${known ? t(`run.phases.${known}`) : phase}${kind ? ` · ${t(`kinds.${kind}`)}` : ''}`;
  const left = useSecondsLeft(run);
  return (
    <div className="flex flex-col gap-2">
      <div className="flex flex-wrap justify-between gap-x-4 gap-y-1">
        <p aria-live="polite" className="font-medium">
          {run.status === 'queued' ? t('run.phases.queued') : label}
        </p>
        <p className="text-muted tabular-nums">
          {total
            ? t('run.of', { done: format.number(done), total: format.number(total) })
            : done > 0
              ? t('run.done', { done: format.number(done) })
              : null}
          {left === null ? null : ` · ${t('run.estimate', { time: formatDuration(left) })}`}
        </p>
      </div>
      <Progress done={done} total={run.status === 'queued' ? null : total} label={label} />
    </div>
  );
}

interface Seen {
  readonly phase: string;
  readonly at: number;
  readonly done: number;
}

/** From the speed since the phase was first seen; null while there is too little to tell. */
function useSecondsLeft({ progress: { phase, done, total } }: RunAnswer): number | null {
  const [began, setBegan] = useState<Seen>(() => ({ phase, at: Date.now(), done }));
  const [left, setLeft] = useState<number | null>(null);
  useEffect(() => {
    if (began.phase !== phase || done < began.done) {
      setBegan({ phase, at: Date.now(), done });
      setLeft(null);
      return;
    }
    const moved = done - began.done;
    const spent = (Date.now() - began.at) / 1000;
    setLeft(total && done < total && moved > 0 && spent >= 3 ? (spent / moved) * (total - done) : null);
  }, [began, phase, done, total]);
  return left;
}
