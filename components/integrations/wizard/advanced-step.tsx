'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { AdvancedOptions, advancedOf, advancedPatch } from '../advanced-options';
import { WarehousesChoice } from '../warehouses-choice';
import { StepFrame } from './step-frame';
import type { StepProps } from './step-props';

export function AdvancedStep({ integration, onBack, onSave }: StepProps) {
  const t = useTranslations('integrations.wizard');
  const [advanced, setAdvanced] = useState(() => advancedOf(integration));
  const [warehouses, setWarehouses] = useState({
    default_warehouse_id: integration.default_warehouse_id,
    warehouse_ids: integration.warehouse_ids,
  });
  return (
    <StepFrame
      title={t('steps.advanced')}
      intro={t('advanced_intro')}
      onBack={onBack}
      onContinue={() =>
        onSave({ ...advancedPatch(advanced), ...(warehouses.warehouse_ids.length > 0 ? warehouses : {}) })
      }
    >
      <WarehousesChoice integrationId={integration.id} value={warehouses} onChange={setWarehouses} />
      <hr />
      <AdvancedOptions integrationId={integration.id} value={advanced} onChange={setAdvanced} />
    </StepFrame>
  );
}
