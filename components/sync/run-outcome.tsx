import { useFormatter, useTranslations } from 'next-intl';
import type { RunAnswer } from '@/lib/sync/history/answers';
import { checkTally, isLive, tallyOf } from './tally';

/** What came of a run, in a few words: what it changed (a preview: would change), and what it could not. */
export function RunOutcome({ run }: { run: RunAnswer }) {
  return run.purpose === 'check' && run.status === 'succeeded' ? (
    <CheckOutcome run={run} />
  ) : (
    <SyncOutcome run={run} />
  );
}

function CheckOutcome({ run }: { run: RunAnswer }) {
  const t = useTranslations('sync.check');
  const { values, differences } = checkTally(run.comparison);
  return differences === 0 ? (
    <span className="text-success">{t('equal_short', { values })}</span>
  ) : (
    <span className="text-warning">{t('differences', { count: differences })}</span>
  );
}

function SyncOutcome({ run }: { run: RunAnswer }) {
  const t = useTranslations('sync.runs');
  const format = useFormatter();
  const { here, odoo, failed, conflicts } = tallyOf(run.counts);
  const changed =
    here + odoo > 0
      ? [
          ...(here > 0 ? [t('changed_here', { count: format.number(here) })] : []),
          ...(odoo > 0 ? [t('changed_odoo', { count: format.number(odoo) })] : []),
        ].join(' · ')
      : null;
  const stopped = run.status === 'failed' || run.status === 'cancelled';
  const told = changed !== null || failed > 0 || conflicts > 0;
  return (
    <span className="inline-flex flex-wrap gap-x-2 tabular-nums">
      {changed === null ? null : <span>{run.dry_run ? t('would_change', { what: changed }) : changed}</span>}
      {conflicts > 0 ? <span className="text-warning">{t('conflicts', { count: conflicts })}</span> : null}
      {failed > 0 ? <span className="text-danger">{t('failed', { count: failed })}</span> : null}
      {stopped ? (
        <span className="text-muted">{run.error?.message ?? (told ? null : t('stopped'))}</span>
      ) : told || isLive(run) ? null : (
        <span className="text-muted">{t(run.dry_run ? 'nothing_to_change' : 'unchanged')}</span>
      )}
    </span>
  );
}
