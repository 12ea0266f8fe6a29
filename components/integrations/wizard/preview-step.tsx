'use client';

import { useTranslations } from 'next-intl';
import { PreviewPanel } from '../preview-panel';
import { StepFrame } from './step-frame';
import type { StepProps } from './step-props';

export function PreviewStep({ integration, onBack, onSave }: StepProps) {
  const t = useTranslations('integrations.wizard');
  return (
    <StepFrame
      title={t('steps.preview')}
      intro={t('preview_intro')}
      onBack={onBack}
      onContinue={() => onSave({})}
    >
      <PreviewPanel integrationId={integration.id} />
    </StepFrame>
  );
}
