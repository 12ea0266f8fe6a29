import { getTranslations } from 'next-intl/server';
import { ChoicesForm } from '@/components/notifications/choices-form';
import { WebhooksCard } from '@/components/notifications/webhooks-card';
import { Card, CardHeader } from '@/components/ui/card';
import { Notice } from '@/components/ui/notice';
import { PageHeader } from '@/components/ui/page-header';
import { pageContext } from '@/lib/auth/page';
import { readChoices } from '@/lib/notifications/choices';
import { presentWebhook } from '@/lib/notifications/present';
import { listWebhooks } from '@/lib/notifications/webhooks';
import { runtime } from '@/lib/runtime';

export async function generateMetadata() {
  return { title: (await getTranslations('notifications'))('title') };
}

export default async function NotificationSettingsPage() {
  const ctx = await pageContext();
  const mayChange = ctx.actor.role === 'admin';
  const [t, choices, webhooks] = await Promise.all([
    getTranslations('notifications'),
    readChoices(ctx),
    mayChange ? listWebhooks(ctx) : [],
  ]);
  const mail = runtime().mailer !== null;
  return (
    <>
      <PageHeader title={t('title')} />
      <div className="flex max-w-3xl flex-col gap-6">
        <Card>
          <CardHeader title={t('choices.title')} description={t('choices.description')} />
          {mail ? null : <Notice className="mx-5 mb-4">{t('choices.no_mail')}</Notice>}
          <ChoicesForm choices={choices} mail={mail} mayTry={mayChange} />
        </Card>
        {mayChange ? (
          <WebhooksCard
            webhooks={webhooks.map((row) => ({ ...presentWebhook(row), failure: row.failure }))}
          />
        ) : null}
      </div>
    </>
  );
}
