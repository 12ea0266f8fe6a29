import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import type { UndoAnswer } from '@/lib/sync/history/answers';

type Counts = NonNullable<UndoAnswer['counts']>;

/** An undo in figures: what happens here, what in Odoo, and what is left as it is. */
export function UndoFigures({ counts, writesOdoo }: { counts: Counts; writesOdoo: boolean }) {
  const t = useTranslations('sync');
  const done = counts.filter(({ reason }) => reason === undefined);
  const left = counts.filter(({ reason }) => reason !== undefined);
  const sum = (rows: Counts) => rows.reduce((total, { count }) => total + count, 0);
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      {done.length > 0 ? (
        <Part title={t('run.undo_here')}>
          <ul className="flex flex-col gap-1">
            {done.map(({ kind, action, untied, count }) => (
              <li key={`${kind} ${action} ${untied}`}>
                {t(`run.undo_counts.${untied ? 'untied' : action}`, { count })}{' '}
                <span className="text-muted">· {t(`kinds.${kind}`)}</span>
              </li>
            ))}
          </ul>
        </Part>
      ) : null}
      {done.length > 0 ? (
        <Part title={t('run.undo_odoo')}>
          <p>
            {writesOdoo
              ? t('run.undo_writes', { count: sum(done.filter(({ untied }) => !untied)) })
              : t('run.undo_import_only')}
          </p>
          {done.some(({ untied }) => untied) ? <p className="text-muted">{t('run.undo_out')}</p> : null}
        </Part>
      ) : null}
      {left.length > 0 ? (
        <Part title={t('run.undo_left')} wide>
          <ul className="flex flex-col gap-1">
            {left.map(({ kind, reason, count }) => (
              <li key={`${kind} ${reason}`}>
                {t('run.kind_count', { kind: t(`kinds.${kind}`), count })}{' '}
                <span className="text-muted">· {reason ? t(`run.undo_reasons.${reason}`) : null}</span>
              </li>
            ))}
          </ul>
        </Part>
      ) : null}
    </div>
  );
}

function Part({ title, wide = false, children }: { title: string; wide?: boolean; children: ReactNode }) {
  return (
    <section className={`flex flex-col gap-2 rounded-control border p-3 ${wide ? 'sm:col-span-2' : ''}`}>
      <h3 className="font-medium">{title}</h3>
      {children}
    </section>
  );
}
