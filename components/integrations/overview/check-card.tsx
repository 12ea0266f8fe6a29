import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { RunOutcome } from '@/components/sync/run-outcome';
import { Card, CardBody, CardHeader } from '@/components/ui/card';
import { RelativeTime } from '@/components/ui/relative-time';
import type { RunAnswer } from '@/lib/sync/history/answers';

/** When both sides were last held against each other value by value, and what came of it. */
export function CheckCard({ check }: { check: RunAnswer | null }) {
  const t = useTranslations('integrations.overview');
  return (
    <Card>
      <CardHeader title={t('check')} description={t('check_description')} />
      <CardBody>
        {check ? (
          <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <Link
              href={`/sync/runs/${check.id}`}
              className="font-medium text-accent underline-offset-4 hover:underline"
            >
              <RelativeTime at={check.finished_at ?? check.created_at} />
            </Link>
            <RunOutcome run={check} />
          </p>
        ) : (
          <p className="text-muted">{t('never_checked')}</p>
        )}
      </CardBody>
    </Card>
  );
}
