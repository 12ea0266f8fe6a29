'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useFormatter, useTranslations } from 'next-intl';
import { useState } from 'react';
import { z } from 'zod';
import { callApi } from '@/components/api/call-api';
import { useCommand, useProblemText } from '@/components/api/use-command';
import { Button } from '@/components/ui/button';
import { Card, CardBody, CardHeader } from '@/components/ui/card';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { CopyButton } from '@/components/ui/copy-button';
import { Notice } from '@/components/ui/notice';
import { Skeleton } from '@/components/ui/skeleton';
import type { IntegrationAnswer } from '@/lib/integrations/present';
import { Deliveries } from './deliveries';
import { WebhookInstructions } from './webhook-instructions';

const webhookSecret = z.object({
  secret: z.string(),
  previous_valid_until: z.string().nullable(),
  urls: z.object({ products: z.string(), stock: z.string(), orders: z.string() }),
});
const TOPICS = ['products', 'stock', 'orders'] as const;

/** The secret, the addresses, what to do in each Odoo, and the installation at a click (O5). */
export function WebhookSettings({ integration }: { integration: IntegrationAnswer }) {
  const textOf = useProblemText();
  const path = `/integrations/${integration.id}/webhook-secret`;
  const { data, error } = useQuery({
    queryKey: ['webhook-secret', integration.id],
    queryFn: ({ signal }) => callApi(path, webhookSecret, { signal }),
  });
  if (error) return <Notice tone="danger">{textOf(error)}</Notice>;
  if (!data) return <Skeleton className="h-40" />;
  return (
    <div className="grid gap-5 xl:grid-cols-2 xl:items-start">
      <Secret integrationId={integration.id} webhook={data} />
      <WebhookInstructions integration={integration} />
      <Deliveries integrationId={integration.id} />
    </div>
  );
}

function Secret({
  integrationId,
  webhook,
}: {
  integrationId: string;
  webhook: z.output<typeof webhookSecret>;
}) {
  const t = useTranslations('integrations.webhooks');
  const format = useFormatter();
  const cache = useQueryClient();
  const [shown, setShown] = useState(false);
  const renew = useCommand(
    () => callApi(`/integrations/${integrationId}/webhook-secret`, webhookSecret, { method: 'POST' }),
    {
      done: t('renewed'),
      onDone: (fresh) => cache.setQueryData(['webhook-secret', integrationId], fresh),
    },
  );
  return (
    <Card>
      <CardHeader
        title={t('secret')}
        description={t('description')}
        actions={
          <ConfirmDialog
            trigger={<Button size="sm">{t('renew')}</Button>}
            title={t('renew_title')}
            description={t('renew_description')}
            confirmLabel={t('renew')}
            onConfirm={async () => {
              await renew.mutateAsync(undefined);
            }}
          />
        }
      />
      <CardBody className="flex flex-col gap-4">
        <div className="flex flex-wrap items-center gap-2">
          <code className="min-w-0 flex-1 rounded-control bg-subtle px-3 py-1.5 font-mono text-[0.8125rem] [overflow-wrap:anywhere]">
            {shown ? webhook.secret : '•'.repeat(24)}
          </code>
          <Button size="sm" aria-pressed={shown} onClick={() => setShown(!shown)}>
            {t(shown ? 'hide' : 'show')}
          </Button>
          <CopyButton text={webhook.secret} />
        </div>
        {webhook.previous_valid_until ? (
          <Notice tone="warning">
            {t('previous_until', {
              date: format.dateTime(new Date(webhook.previous_valid_until), {
                dateStyle: 'long',
                timeStyle: 'short',
              }),
            })}
          </Notice>
        ) : null}
        <h3 className="font-medium">{t('urls')}</h3>
        <ul className="flex flex-col gap-2">
          {TOPICS.map((topic) => (
            <li key={topic} className="flex flex-wrap items-center gap-2">
              <span className="w-24 text-muted">{t(`topics.${topic}`)}</span>
              <code className="min-w-0 flex-1 basis-60 font-mono text-xs [overflow-wrap:anywhere]">
                {webhook.urls[topic]}
              </code>
              <CopyButton text={`${webhook.urls[topic]}?token=${webhook.secret}`} />
            </li>
          ))}
        </ul>
      </CardBody>
    </Card>
  );
}
