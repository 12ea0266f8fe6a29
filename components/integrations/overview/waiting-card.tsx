import { ArrowDownToLine, ArrowUpFromLine, CircleAlert, CircleSlash, EyeOff, GitMerge } from 'lucide-react';
import Link from 'next/link';
import { useFormatter, useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Card, CardBody, CardHeader } from '@/components/ui/card';
import { RelativeTime } from '@/components/ui/relative-time';
import type { OverviewAnswer } from '@/lib/integrations/overview/overview-answer';

const OUTBOX_KINDS = ['product', 'category', 'stock'] as const;

/** What has yet to go each way, and what waits for a person. */
export function WaitingCard({ waiting }: { waiting: OverviewAnswer['waiting'] }) {
  const t = useTranslations('integrations.overview');
  const { to_odoo: toOdoo, to_here: toHere } = waiting;
  return (
    <Card>
      <CardHeader title={t('waiting')} description={t('waiting_description')} />
      <CardBody>
        <ul className="divide-y">
          <Line icon={<ArrowUpFromLine aria-hidden />} label={t('to_odoo')}>
            {toOdoo === null ? (
              t('to_odoo_never')
            ) : toOdoo.total === 0 ? (
              t('nothing_waits')
            ) : (
              <>
                <Kinds kinds={toOdoo.kinds} />
                {toOdoo.since ? (
                  <span className="block text-[0.8125rem] text-muted">
                    {t.rich('waits_since', { when: () => <RelativeTime at={toOdoo.since ?? ''} /> })}
                  </span>
                ) : null}
              </>
            )}
          </Line>
          <Line icon={<ArrowDownToLine aria-hidden />} label={t('to_here')}>
            {toHere === null
              ? t('to_here_never')
              : toHere.total === 0
                ? t('nothing_announced')
                : t('announced', { count: toHere.total })}
          </Line>
          <Counted
            icon={<CircleAlert aria-hidden />}
            label={t('errors')}
            count={waiting.errors}
            href="/sync/errors"
          />
          <Counted
            icon={<GitMerge aria-hidden />}
            label={t('conflicts')}
            count={waiting.conflicts}
            href="/sync/conflicts"
          />
          {waiting.out_of_reach > 0 ? (
            <Line icon={<EyeOff aria-hidden />} label={t('out_of_reach')}>
              {t('records', { count: waiting.out_of_reach })}
            </Line>
          ) : null}
          {waiting.left_out > 0 ? (
            <Counted
              icon={<CircleSlash aria-hidden />}
              label={t('left_out')}
              count={waiting.left_out}
              href="/sync/left-out"
            />
          ) : null}
        </ul>
      </CardBody>
    </Card>
  );
}

function Kinds({ kinds }: { kinds: Record<string, number> }) {
  const t = useTranslations('integrations.overview');
  const told = OUTBOX_KINDS.flatMap((kind) =>
    kinds[kind] ? [t(`edited.${kind}`, { count: kinds[kind] })] : [],
  );
  return told.join(' · ');
}

function Counted({
  icon,
  label,
  count,
  href,
}: {
  icon: ReactNode;
  label: string;
  count: number;
  href: string;
}) {
  const format = useFormatter();
  return (
    <Line icon={icon} label={label}>
      {count === 0 ? (
        format.number(0)
      ) : (
        <Link href={href} className="font-medium text-accent underline-offset-4 hover:underline">
          {format.number(count)}
        </Link>
      )}
    </Line>
  );
}

function Line({ icon, label, children }: { icon: ReactNode; label: string; children: ReactNode }) {
  return (
    <li className="flex flex-wrap items-start justify-between gap-x-6 gap-y-0.5 py-2.5">
      <span className="flex items-center gap-2 text-muted [&_svg]:size-4">
        {icon}
        {label}
      </span>
      <span className="min-w-0 text-end max-sm:ps-6 max-sm:text-start">{children}</span>
    </li>
  );
}
