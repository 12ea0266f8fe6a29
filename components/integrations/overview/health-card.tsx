import { CircleAlert, CircleCheck, CirclePause, Info, type LucideIcon, TriangleAlert } from 'lucide-react';
import Link from 'next/link';
import { useFormatter, useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { RunOutcome } from '@/components/sync/run-outcome';
import { RunStatusBadge } from '@/components/sync/run-status';
import { Card } from '@/components/ui/card';
import { cn } from '@/components/ui/cn';
import { RelativeTime } from '@/components/ui/relative-time';
import type { OverviewAnswer } from '@/lib/integrations/overview/overview-answer';
import type { IntegrationAnswer } from '@/lib/integrations/present';

const LOOKS: Record<OverviewAnswer['health']['tone'], { icon: LucideIcon; className: string }> = {
  success: { icon: CircleCheck, className: 'bg-success-soft text-success' },
  info: { icon: Info, className: 'bg-info-soft text-info' },
  warning: { icon: TriangleAlert, className: 'bg-warning-soft text-warning' },
  danger: { icon: CircleAlert, className: 'bg-danger-soft text-danger' },
  neutral: { icon: CirclePause, className: 'bg-subtle text-muted' },
};

/** How the integration is, in a sentence, and the facts beside it. */
export function HealthCard({
  integration,
  overview,
}: {
  integration: IntegrationAnswer;
  overview: OverviewAnswer;
}) {
  const t = useTranslations('integrations.overview');
  const ti = useTranslations('integrations');
  const { health, last_run: lastRun, next_run: nextRun } = overview;
  const { icon: Icon, className } = LOOKS[health.tone];
  const { frequency, direction } = integration.sync_config;
  return (
    <Card>
      <div className="flex items-start gap-3 px-5 pt-5 pb-4">
        <span className={cn('flex size-9 shrink-0 items-center justify-center rounded-full', className)}>
          <Icon aria-hidden className="size-5" />
        </span>
        <div className="min-w-0 self-center" role="status">
          <p className="font-semibold text-base">
            <Sentence integration={integration} overview={overview} />
          </p>
          <HealthRemedy integration={integration} overview={overview} />
        </div>
      </div>
      <dl className="grid border-t sm:grid-cols-2 lg:grid-cols-4 [&>*]:border-line max-sm:[&>*+*]:border-t">
        <Fact label={t('rhythm')}>
          {ti(`frequency.${frequency}`)}
          <Small>{ti(`direction.${direction}`)}</Small>
        </Fact>
        <Fact label={t('last_run')}>
          {lastRun ? (
            <>
              <Link
                href={`/sync/runs/${lastRun.id}`}
                className="me-2 underline-offset-4 hover:text-accent hover:underline"
              >
                <RelativeTime at={lastRun.finished_at ?? lastRun.created_at} />
              </Link>
              <RunStatusBadge run={lastRun} />
              <Small>
                <RunOutcome run={lastRun} />
              </Small>
            </>
          ) : (
            ti('never_run')
          )}
        </Fact>
        <Fact label={t('next_run')}>
          <NextRun next={nextRun} running={overview.current_run !== null} />
          {nextRun.hindrance === null ? <Small>{t('next_run_sooner')}</Small> : null}
        </Fact>
        <KeyFact integration={integration} />
      </dl>
    </Card>
  );
}

function Sentence({ integration, overview }: { integration: IntegrationAnswer; overview: OverviewAnswer }) {
  const t = useTranslations('integrations.overview.health');
  const format = useFormatter();
  const { health, waiting, last_run: lastRun } = overview;
  const { errors, conflicts } = waiting;
  if (health.state === 'needs_person') {
    const told = [
      ...(errors > 0 ? [t('errors', { count: errors })] : []),
      ...(conflicts > 0 ? [t('conflicts', { count: conflicts })] : []),
    ];
    return t('needs_person', { what: format.list(told), total: errors + conflicts });
  }
  if (health.state === 'key')
    return t(integration.api_key.state === 'overdue' ? 'key_overdue' : 'key_renew_soon');
  if (health.state === 'ok') {
    const at = lastRun?.finished_at;
    return at ? t.rich('ok', { when: () => <RelativeTime at={at} /> }) : t('ok_fresh');
  }
  if (health.state === 'halted') return t('halted', { code: integration.connection.code ?? '' });
  return t(health.state);
}

/** Where to go to put it right. */
function HealthRemedy({
  integration: { id, connection },
  overview: { health, waiting, last_run: lastRun },
}: {
  integration: IntegrationAnswer;
  overview: OverviewAnswer;
}) {
  const t = useTranslations('integrations.overview.remedy');
  const ways: { href: string; label: string }[] = [
    ...(health.state === 'setup'
      ? [{ href: `/settings/integrations/new?id=${id}`, label: t('resume_setup') }]
      : []),
    ...(health.state === 'failing' && lastRun
      ? [{ href: `/sync/runs/${lastRun.id}`, label: t('see_run') }]
      : []),
    ...(health.state === 'halted' && connection.code === 'odoo_went_back'
      ? [{ href: `/sync/identity/${id}`, label: t('choose') }]
      : []),
    ...(health.state === 'unauthorised' || health.state === 'key'
      ? [{ href: '?tab=general', label: t('key') }]
      : []),
    ...(waiting.errors > 0 ? [{ href: '/sync/errors', label: t('errors', { count: waiting.errors }) }] : []),
    ...(waiting.conflicts > 0
      ? [{ href: '/sync/conflicts', label: t('conflicts', { count: waiting.conflicts }) }]
      : []),
  ];
  if (ways.length === 0) return null;
  return (
    <p className="mt-1 flex flex-wrap gap-x-4 gap-y-1">
      {ways.map(({ href, label }) => (
        <Link key={href} href={href} className="text-accent underline-offset-4 hover:underline">
          {label}
        </Link>
      ))}
    </p>
  );
}

function NextRun({ next, running }: { next: OverviewAnswer['next_run']; running: boolean }) {
  const t = useTranslations('integrations.overview');
  if (running) return t('running_now');
  if (next.hindrance !== null) return t(`hindrance.${next.hindrance}`);
  if (next.at === null) return '–';
  return Date.parse(next.at) <= Date.now() + 5_000 ? t('at_once') : <RelativeTime at={next.at} coming />;
}

function KeyFact({ integration: { api_key: key } }: { integration: IntegrationAnswer }) {
  const t = useTranslations('integrations.overview');
  const format = useFormatter();
  const date = format.dateTime(new Date(key.renew_before), { dateStyle: 'medium' });
  return (
    <Fact label={t('key')}>
      {t('key_age', { days: key.age_days })}
      <Small tone={key.state === 'ok' ? undefined : key.state === 'overdue' ? 'danger' : 'warning'}>
        {t(key.expires_at ? 'key_expires' : 'key_renew', { date })}
      </Small>
    </Fact>
  );
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="px-5 py-3.5">
      <dt className="mb-1 text-[0.8125rem] text-muted">{label}</dt>
      <dd className="font-medium">{children}</dd>
    </div>
  );
}

function Small({ tone, children }: { tone?: 'warning' | 'danger' | undefined; children: ReactNode }) {
  return (
    <span
      className={cn(
        'mt-0.5 block font-normal text-[0.8125rem] text-muted',
        tone === 'warning' && 'text-warning',
        tone === 'danger' && 'text-danger',
      )}
    >
      {children}
    </span>
  );
}
