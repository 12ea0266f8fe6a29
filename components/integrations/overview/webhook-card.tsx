import { useFormatter, useTranslations } from 'next-intl';
import { Card, CardBody, CardHeader } from '@/components/ui/card';
import { KeyValue } from '@/components/ui/key-value';
import { RelativeTime } from '@/components/ui/relative-time';
import type { OverviewAnswer } from '@/lib/integrations/overview/overview-answer';
import type { IntegrationAnswer } from '@/lib/integrations/present';

/** Whether Odoo announces its changes, and how fast they are here then. */
export function WebhookCard({
  integration,
  webhooks,
}: {
  integration: IntegrationAnswer;
  webhooks: OverviewAnswer['webhooks'];
}) {
  const t = useTranslations('integrations.overview');
  const format = useFormatter();
  const { last_received_at: last, received_24h: lately, latency } = webhooks;
  const seconds = (value: number) =>
    format.number(value, { style: 'unit', unit: 'second', maximumFractionDigits: 1 });
  const realtime = integration.sync_config.frequency === 'realtime';
  return (
    <Card>
      <CardHeader
        title={t('webhooks')}
        description={last ? undefined : t(realtime ? 'webhooks_missing' : 'webhooks_none')}
      />
      <CardBody>
        <KeyValue
          items={[
            { label: t('webhook_last'), value: last ? <RelativeTime at={last} /> : t('never') },
            { label: t('webhook_24h'), value: format.number(lately) },
            {
              label: t('webhook_latency'),
              value: latency
                ? t('latency', { median: seconds(latency.median), slowest: seconds(latency.slowest) })
                : null,
            },
          ]}
        />
      </CardBody>
    </Card>
  );
}
