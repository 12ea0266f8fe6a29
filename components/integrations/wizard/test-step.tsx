'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { ConnectionTestPanel } from '../connection-test';
import { StepFrame } from './step-frame';
import type { StepProps } from './step-props';

/** The five checks; one goes on only when they all pass. */
export function TestStep({ integration, onBack, onSave }: StepProps) {
  const t = useTranslations('integrations.wizard');
  const [passed, setPassed] = useState(integration.connection.state === 'ok');
  return (
    <StepFrame
      title={t('steps.test')}
      intro={t('test_intro')}
      onBack={onBack}
      onContinue={() => onSave({})}
      blocked={!passed}
    >
      <ConnectionTestPanel
        path={`/integrations/${integration.id}/test`}
        onResult={({ ok }) => setPassed(ok)}
      />
    </StepFrame>
  );
}
