'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { WebhookSettings } from '../settings/webhook-settings';
import { ConflictChoice, DirectionChoice, FieldsChoice, FrequencyChoice } from '../sync-choices';
import { StepFrame } from './step-frame';
import type { StepProps } from './step-props';

/** How often; for real time Odoo's webhooks are put in place there and then. */
export function FrequencyStep({ integration, onBack, onSave }: StepProps) {
  const t = useTranslations('integrations.wizard');
  const [frequency, setFrequency] = useState(integration.sync_config.frequency);
  return (
    <StepFrame
      title={t('steps.frequency')}
      intro={t('frequency_intro')}
      onBack={onBack}
      onContinue={() => onSave({ sync_config: { frequency } })}
    >
      <FrequencyChoice value={frequency} onChange={setFrequency} />
      {frequency === 'realtime' ? <WebhookSettings integration={integration} /> : null}
    </StepFrame>
  );
}

export function DirectionStep({ integration, onBack, onSave }: StepProps) {
  const t = useTranslations('integrations.wizard');
  const [direction, setDirection] = useState(integration.sync_config.direction);
  return (
    <StepFrame
      title={t('steps.direction')}
      intro={t('direction_intro')}
      onBack={onBack}
      onContinue={() => onSave({ sync_config: { direction } })}
    >
      <DirectionChoice value={direction} onChange={setDirection} />
    </StepFrame>
  );
}

export function ConflictsStep({ integration, onBack, onSave }: StepProps) {
  const t = useTranslations('integrations.wizard');
  const [policy, setPolicy] = useState(integration.sync_config.conflict_policy);
  return (
    <StepFrame
      title={t('steps.conflicts')}
      intro={t('conflicts_intro')}
      onBack={onBack}
      onContinue={() => onSave({ sync_config: { conflict_policy: policy } })}
    >
      <ConflictChoice value={policy} onChange={setPolicy} />
    </StepFrame>
  );
}

export function FieldsStep({ integration, onBack, onSave }: StepProps) {
  const t = useTranslations('integrations.wizard');
  const [fields, setFields] = useState(integration.sync_config.fields);
  return (
    <StepFrame
      title={t('steps.fields')}
      intro={t('fields_intro')}
      onBack={onBack}
      onContinue={() => onSave({ sync_config: { fields } })}
    >
      <FieldsChoice value={fields} onChange={setFields} />
    </StepFrame>
  );
}
