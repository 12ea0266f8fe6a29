import Link from 'next/link';
import { useFormatter, useLocale, useTranslations } from 'next-intl';
import { Notice } from '@/components/ui/notice';
import { RelativeTime } from '@/components/ui/relative-time';
import { isLocale } from '@/lib/i18n/locale';
import { explainCode } from '@/lib/i18n/translate';
import type { IntegrationAnswer } from '@/lib/integrations/present';
import { ChooseIdentity } from './choose-identity';
import { ConfirmHalt } from './confirm-halt';
import { needsBanner } from './needs-banner';

/** One clear line for each integration that needs a person, or that Odoo keeps waiting (sync.md, Runs). */
export function ConnectionBanner({
  integrations,
  mayChange,
}: {
  integrations: readonly IntegrationAnswer[];
  mayChange: boolean;
}) {
  const notices = integrations.filter(needsBanner);
  if (notices.length === 0) return null;
  return (
    <div className="mx-auto flex w-full max-w-7xl flex-col gap-2 px-4 pt-3 sm:px-6">
      {notices.map((integration) => (
        <OneBanner key={integration.id} integration={integration} mayChange={mayChange} />
      ))}
    </div>
  );
}

function OneBanner({ integration, mayChange }: { integration: IntegrationAnswer; mayChange: boolean }) {
  const t = useTranslations('integrations.banner');
  const format = useFormatter();
  const locale = useLocale();
  const { id, name, connection, api_key: key } = integration;
  const settings = mayChange ? (
    <Link href={`/settings/integrations/${id}`} className="font-medium text-ink underline underline-offset-4">
      {t('settings')}
    </Link>
  ) : null;
  if (connection.state === 'down' || connection.state === 'unauthorised' || connection.state === 'halted') {
    const { message, remedy } = explainCode(
      isLocale(locale) ? locale : 'fr',
      connection.code ?? 'unknown',
      connection.params,
    );
    const halted = connection.state === 'halted';
    return (
      <Notice
        tone={connection.state === 'down' ? 'warning' : 'danger'}
        title={t(connection.state, { name, message, code: connection.code ?? '' })}
        action={
          halted && mayChange && connection.code !== 'run_kills_workers' ? (
            <HaltAction id={id} code={connection.code} />
          ) : (
            settings
          )
        }
      >
        {remedy}{' '}
        {connection.retry_at
          ? t.rich('retry_at', { when: () => <RelativeTime at={connection.retry_at ?? ''} /> })
          : null}
      </Notice>
    );
  }
  const [warning] = integration.frame.warnings;
  if (warning) {
    const { message, remedy } = explainCode(isLocale(locale) ? locale : 'fr', warning.code, warning.params);
    return (
      <Notice tone="danger" title={t('frame', { name, message })} action={settings}>
        {remedy}
      </Notice>
    );
  }
  const date = format.dateTime(new Date(key.renew_before), { dateStyle: 'long' });
  const late = key.state === 'overdue';
  return (
    <Notice
      tone={late ? 'danger' : 'warning'}
      title={t(late ? 'key_overdue' : 'key_renew_soon', { name, date })}
      action={settings}
    />
  );
}

/** What a person can say to a halted run. */
function HaltAction({ id, code }: { id: string; code: string | undefined }) {
  const t = useTranslations('integrations.banner');
  return code === 'odoo_went_back' ? (
    <span className="flex flex-wrap items-center gap-3">
      <Link href={`/sync/identity/${id}`} className="font-medium text-ink underline underline-offset-4">
        {t('identity')}
      </Link>
      <ChooseIdentity integrationId={id} />
    </span>
  ) : (
    <ConfirmHalt integrationId={id} code={code ?? ''} />
  );
}
