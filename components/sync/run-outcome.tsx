import { useTranslations } from 'next-intl';
import type { RunAnswer } from '@/lib/sync/history/answers';
import { tallyOf } from './tally';

/** What came of a run, in a few words. */
export function RunOutcome({ counts }: { counts: RunAnswer['counts'] }) {
  const t = useTranslations('sync.runs');
  const { here, odoo, failed } = tallyOf(counts);
  return (
    <span className="tabular-nums">
      {here + odoo === 0
        ? t('unchanged')
        : t('changed', { here, odoo, both: here > 0 && odoo > 0 ? 'yes' : 'no' })}
      {failed > 0 ? <span className="ms-2 text-danger">{t('failed', { count: failed })}</span> : null}
    </span>
  );
}
