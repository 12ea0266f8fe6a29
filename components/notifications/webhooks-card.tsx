'use client';

import { useTranslations } from 'next-intl';
import { commandApi } from '@/components/api/call-api';
import { useCommand } from '@/components/api/use-command';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { Card, CardHeader } from '@/components/ui/card';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { Switch } from '@/components/ui/switch';
import type { NOTIFICATION_KINDS, WEBHOOK_FORMATS } from '@/lib/notifications/kinds';
import { AddWebhook } from './add-webhook';

interface Webhook {
  readonly id: string;
  readonly name: string;
  readonly host: string;
  readonly format: (typeof WEBHOOK_FORMATS)[number];
  readonly kinds: readonly (typeof NOTIFICATION_KINDS)[number][];
  readonly enabled: boolean;
  readonly failure: string | null;
}

/** Addresses outside that are told. */
export function WebhooksCard({ webhooks }: { webhooks: readonly Webhook[] }) {
  const t = useTranslations('notifications.webhooks');
  return (
    <Card>
      <CardHeader title={t('title')} description={t('description')} actions={<AddWebhook />} />
      {webhooks.length === 0 ? (
        <p className="px-5 pb-5 text-muted">{t('empty')}</p>
      ) : (
        <ul aria-label={t('list')} className="divide-y border-t">
          {webhooks.map((webhook) => (
            <WebhookItem key={webhook.id} webhook={webhook} />
          ))}
        </ul>
      )}
    </Card>
  );
}

function WebhookItem({ webhook: { id, name, host, format, kinds, enabled, failure } }: { webhook: Webhook }) {
  const t = useTranslations('notifications');
  const path = `/notification-webhooks/${id}`;
  const attempt = useCommand(() => commandApi(`${path}/test`), { done: t('webhooks.tested') });
  const change = useCommand((body: object) => commandApi(path, { method: 'PATCH', body }), {
    done: t('webhooks.changed'),
  });
  const remove = useCommand(() => commandApi(path, { method: 'DELETE' }), { done: t('webhooks.removed') });
  return (
    <li className="flex flex-col gap-2 px-5 py-3 sm:flex-row sm:items-start sm:justify-between sm:gap-6">
      <div className="min-w-0">
        <p className="flex flex-wrap items-center gap-2 font-medium">
          {name} <Badge>{t(`webhooks.format_${format}`)}</Badge>
        </p>
        <p className="text-[0.8125rem] text-muted [overflow-wrap:anywhere]">{host}</p>
        <p className="text-[0.8125rem] text-muted">{kinds.map((kind) => t(`kind.${kind}`)).join(', ')}</p>
        {failure ? (
          <p className="text-[0.8125rem] text-danger">{t('webhooks.failure', { reason: failure })}</p>
        ) : null}
      </div>
      <div className="flex shrink-0 flex-wrap items-center gap-3">
        <Switch
          label={t('webhooks.enabled')}
          checked={enabled}
          disabled={change.isPending}
          onCheckedChange={(on) => change.mutate({ enabled: on })}
        />
        <Button size="sm" busy={attempt.isPending} onClick={() => attempt.mutate(undefined)}>
          {t('webhooks.test')}
        </Button>
        <ConfirmDialog
          danger
          trigger={
            <Button size="sm" variant="ghost">
              {t('webhooks.remove')}
            </Button>
          }
          title={t('webhooks.remove_question')}
          description={t('webhooks.remove_explained', { name })}
          confirmLabel={t('webhooks.remove')}
          onConfirm={async () => {
            await remove.mutateAsync(undefined);
          }}
        />
      </div>
    </li>
  );
}
