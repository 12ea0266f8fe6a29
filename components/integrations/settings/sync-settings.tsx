'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useCommand } from '@/components/api/use-command';
import { useFieldErrors } from '@/components/api/use-field-errors';
import { Button } from '@/components/ui/button';
import { Card, CardBody, CardFooter, CardHeader } from '@/components/ui/card';
import type { IntegrationAnswer } from '@/lib/integrations/present';
import { type Advanced, AdvancedOptions, advancedOf, advancedPatch, fieldsOf } from '../advanced-options';
import { ConflictChoice, DirectionChoice, FieldsChoice, FrequencyChoice } from '../sync-choices';
import { WarehousesChoice } from '../warehouses-choice';
import { saveIntegration } from './save-integration';

/** Frequency, direction, fields, warehouses and options, saved together. */
export function SyncSettings({
  integration,
  mayChange,
}: {
  integration: IntegrationAnswer;
  mayChange: boolean;
}) {
  const t = useTranslations('integrations');
  const { sync_config: sync } = integration;
  const [frequency, setFrequency] = useState(sync.frequency);
  const [direction, setDirection] = useState(sync.direction);
  const [policy, setPolicy] = useState(sync.conflict_policy);
  const [fields, setFields] = useState(sync.fields);
  const [advanced, setAdvanced] = useState(() => advancedOf(integration));
  const [warehouses, setWarehouses] = useState({
    default_warehouse_id: integration.default_warehouse_id,
    warehouse_ids: integration.warehouse_ids,
  });
  const wrong = useFieldErrors<HTMLDivElement>();
  const change = (next: Advanced) => {
    const before = fieldsOf(advanced);
    const after = fieldsOf(next);
    wrong.forget((path) => before[path] !== after[path]);
    setAdvanced(next);
  };
  const save = useCommand(
    async () => {
      wrong.forget();
      const { sync_config: options, config } = advancedPatch(advanced);
      return saveIntegration(integration.id, {
        config,
        sync_config: { ...options, frequency, direction, conflict_policy: policy, fields },
        ...(warehouses.warehouse_ids.length > 0 ? warehouses : {}),
      }).catch((error: unknown) => {
        wrong.refuse(error);
        throw error;
      });
    },
    { done: t('settings.saved') },
  );
  return (
    <Card>
      <div className="grid gap-x-8 lg:grid-cols-2">
        <div>
          <CardHeader title={t('frequency.label')} />
          <CardBody>
            <FrequencyChoice value={frequency} onChange={setFrequency} disabled={!mayChange} />
          </CardBody>
        </div>
        <div>
          <CardHeader title={t('direction.label')} />
          <CardBody>
            <DirectionChoice value={direction} onChange={setDirection} disabled={!mayChange} />
          </CardBody>
        </div>
      </div>
      <CardHeader title={t('advanced.conflict_policy')} description={t('wizard.conflicts_intro')} />
      <CardBody>
        <ConflictChoice value={policy} onChange={setPolicy} disabled={!mayChange} />
      </CardBody>
      <CardHeader title={t('wizard.steps.fields')} description={t('wizard.fields_intro')} />
      <CardBody>
        <FieldsChoice value={fields} onChange={setFields} disabled={!mayChange} />
      </CardBody>
      {mayChange ? (
        <>
          <CardHeader title={t('wizard.steps.advanced')} />
          <CardBody className="flex flex-col gap-6">
            <WarehousesChoice integrationId={integration.id} value={warehouses} onChange={setWarehouses} />
            <div ref={wrong.form}>
              <AdvancedOptions
                integrationId={integration.id}
                value={advanced}
                onChange={change}
                errors={wrong.errors}
              />
            </div>
          </CardBody>
          <CardFooter className="sticky bottom-0 rounded-b-card bg-surface">
            <Button variant="primary" busy={save.isPending} onClick={() => save.mutate(undefined)}>
              {t('settings.save')}
            </Button>
          </CardFooter>
        </>
      ) : null}
    </Card>
  );
}
