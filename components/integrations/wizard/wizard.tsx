'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { callApi } from '@/components/api/call-api';
import { PageHeader } from '@/components/ui/page-header';
import { Stepper } from '@/components/ui/stepper';
import { type IntegrationAnswer, integrationAnswer } from '@/lib/integrations/present';
import { SETUP_STEPS, type SetupStep } from '@/lib/integrations/schema';
import { AdvancedStep } from './advanced-step';
import { CategoriesStep } from './categories-step';
import { ConflictsStep, DirectionStep, FieldsStep, FrequencyStep } from './choice-steps';
import { ChooseStep } from './choose-step';
import { ConnectionStep } from './connection-step';
import { DiscardIntegration } from './discard-integration';
import { PreviewStep } from './preview-step';
import { StartStep } from './start-step';
import { TestStep } from './test-step';

type Step = 'choose' | SetupStep;
const STEPS: readonly Step[] = ['choose', ...SETUP_STEPS];

/**
 * From choosing Odoo to the first import (I1). Every step is saved, so that it can be left and resumed; once the import
 * has begun nothing is left to go back to or to give up.
 */
export function Wizard({
  initial,
  firstRun,
}: {
  initial: IntegrationAnswer | null;
  /** The first import, where it has begun. */
  firstRun: string | null;
}) {
  const t = useTranslations('integrations.wizard');
  const router = useRouter();
  const first = firstRun ? 'start' : (initial?.setup_step ?? 'choose');
  const [integration, setIntegration] = useState(initial);
  const [step, setStep] = useState<Step>(first);
  const [farthest, setFarthest] = useState(STEPS.indexOf(first));
  const at = STEPS.indexOf(step);
  const enter = (next: Step) => {
    setStep(next);
    setFarthest(Math.max(farthest, STEPS.indexOf(next)));
    window.scrollTo({ top: 0 });
  };
  const back = () => enter(STEPS[at - 1] ?? 'choose');
  const after = STEPS[at + 1] ?? 'start';
  const entered = (saved: IntegrationAnswer) => {
    setIntegration(saved);
    router.replace(`/settings/integrations/new?id=${saved.id}`, { scroll: false });
    enter('test');
  };
  const save = async (change: object) => {
    if (!integration) return;
    const setup_step = farthest > STEPS.indexOf(after) ? STEPS[farthest] : after;
    setIntegration(
      await callApi(`/integrations/${integration.id}`, integrationAnswer, {
        method: 'PATCH',
        body: { ...change, setup_step },
      }),
    );
    enter(after);
  };
  const props = integration ? { integration, onBack: back, onSave: save } : null;
  return (
    <>
      <PageHeader
        title={initial ? t('resume_title', { name: initial.name }) : t('title')}
        actions={integration && !firstRun ? <DiscardIntegration integration={integration} /> : null}
      />
      <div className="grid gap-6 lg:grid-cols-[13rem_minmax(0,1fr)]">
        <div className="lg:sticky lg:top-16 lg:self-start">
          <Stepper
            steps={STEPS.map((id) => ({ id, label: t(`steps.${id}`) }))}
            current={step}
            reachable={firstRun ? -1 : integration ? farthest : Math.min(farthest, 1)}
            onSelect={(id) => enter(STEPS.find((one) => one === id) ?? step)}
          />
        </div>
        <div className="min-w-0">
          {step === 'choose' ? <ChooseStep onContinue={() => enter('connection')} /> : null}
          {step === 'connection' ? (
            <ConnectionStep integration={integration} onBack={back} onSaved={entered} />
          ) : null}
          {props && step === 'test' ? <TestStep {...props} /> : null}
          {props && step === 'frequency' ? <FrequencyStep {...props} /> : null}
          {props && step === 'direction' ? <DirectionStep {...props} /> : null}
          {props && step === 'conflicts' ? <ConflictsStep {...props} /> : null}
          {props && step === 'fields' ? <FieldsStep {...props} /> : null}
          {props && step === 'categories' ? <CategoriesStep {...props} /> : null}
          {props && step === 'advanced' ? <AdvancedStep {...props} /> : null}
          {props && step === 'preview' ? <PreviewStep {...props} /> : null}
          {props && step === 'start' ? <StartStep {...props} firstRun={firstRun} /> : null}
        </div>
      </div>
    </>
  );
}
