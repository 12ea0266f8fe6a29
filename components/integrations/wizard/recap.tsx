'use client';

import { useTranslations } from 'next-intl';
import { KeyValue } from '@/components/ui/key-value';
import type { IntegrationAnswer } from '@/lib/integrations/present';

/** What was decided, read once more before anything is synchronised. */
export function Recap({
  integration: { config, connection, sync_config: sync },
}: {
  integration: IntegrationAnswer;
}) {
  const t = useTranslations('integrations');
  const { product, stock, order } = sync.fields;
  const fields = [
    t('wizard.recap_fields', { group: t('fields.product'), count: product.length }),
    ...(stock.length > 0
      ? [t('wizard.recap_fields', { group: t('fields.stock'), count: stock.length })]
      : []),
    ...(order.length > 0
      ? [t('wizard.recap_fields', { group: t('wizard.recap_orders'), count: order.length })]
      : []),
  ];
  const version = connection.server_version ?? config.version;
  return (
    <KeyValue
      items={[
        {
          label: t('wizard.recap_odoo'),
          value: `${config.url} · ${config.database}${version === undefined ? '' : ` · ${version}`}`,
        },
        { label: t('frequency.label'), value: t(`frequency.${sync.frequency}`) },
        { label: t('direction.label'), value: t(`direction.${sync.direction}`) },
        { label: t('advanced.conflict_policy'), value: t(`advanced.policies.${sync.conflict_policy}`) },
        { label: t('wizard.steps.fields'), value: fields.join(' · ') },
        { label: t('advanced.export_scope'), value: t(`advanced.scopes.${sync.export_scope}`) },
      ]}
    />
  );
}
