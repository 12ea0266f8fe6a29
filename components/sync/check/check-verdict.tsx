import { useFormatter, useTranslations } from 'next-intl';
import { Notice } from '@/components/ui/notice';
import type { RunAnswer } from '@/lib/sync/history/answers';
import { checkTally } from '../tally';

/** What a check came to, in a sentence with its date. */
export function CheckVerdict({ run }: { run: RunAnswer }) {
  const t = useTranslations('sync.check');
  const format = useFormatter();
  const { records, values, differences } = checkTally(run.comparison);
  const date = format.dateTime(new Date(run.finished_at ?? run.created_at), {
    dateStyle: 'long',
    timeStyle: 'short',
  });
  return (
    <Notice
      tone={differences === 0 ? 'success' : 'warning'}
      title={differences === 0 ? t('equal') : t('not_equal', { count: differences })}
    >
      {t('verdict', { date, records, values })}
    </Notice>
  );
}
