'use client';

import { useTranslations } from 'next-intl';
import { RadioCard, RadioGroup } from '@/components/ui/radio-group';
import { StepFrame } from './step-frame';

export function ChooseStep({ onContinue }: { onContinue: () => void }) {
  const t = useTranslations('integrations');
  return (
    <StepFrame
      title={t('wizard.choose_title')}
      intro={t('description')}
      onContinue={async () => onContinue()}
    >
      <RadioGroup aria-label={t('wizard.choose_title')} value="odoo">
        <RadioCard value="odoo" label={t('wizard.choose_odoo')} hint={t('wizard.choose_odoo_hint')} />
      </RadioGroup>
    </StepFrame>
  );
}
