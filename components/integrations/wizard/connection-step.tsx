'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { callApi } from '@/components/api/call-api';
import { useFieldErrors } from '@/components/api/use-field-errors';
import { type IntegrationAnswer, integrationAnswer } from '@/lib/integrations/present';
import { ConnectionForm, type ConnectionValues, changedPaths, EMPTY_CONNECTION } from '../connection-form';
import { StepFrame } from './step-frame';

/** The form; saving it makes the integration, or changes the one being set up. */
export function ConnectionStep({
  integration,
  onBack,
  onSaved,
}: {
  integration: IntegrationAnswer | null;
  onBack: () => void;
  onSaved: (integration: IntegrationAnswer) => void;
}) {
  const t = useTranslations('integrations.wizard');
  const [values, setValues] = useState(() => valuesOf(integration));
  const wrong = useFieldErrors<HTMLDivElement>();
  const change = (next: ConnectionValues) => {
    const changed = changedPaths(values, next);
    wrong.forget((path) => changed.has(path));
    setValues(next);
  };
  const save = async () => {
    wrong.forget();
    const body = { ...requestOf(values, integration !== null), setup_step: 'test' };
    const saved = integration
      ? await callApi(`/integrations/${integration.id}`, integrationAnswer, { method: 'PATCH', body })
      : await callApi('/integrations', integrationAnswer, {
          method: 'POST',
          body: { ...body, type: 'odoo' },
        });
    onSaved(saved);
  };
  return (
    <StepFrame
      title={t('steps.connection')}
      intro={t('connection_intro')}
      onBack={onBack}
      onContinue={save}
      onProblem={wrong.refuse}
    >
      <div ref={wrong.form}>
        <ConnectionForm
          values={values}
          onChange={change}
          errors={wrong.errors}
          keyIsSaved={integration !== null}
        />
      </div>
    </StepFrame>
  );
}

export function valuesOf(integration: IntegrationAnswer | null): ConnectionValues {
  if (!integration) return EMPTY_CONNECTION;
  const { url, database, username, version = '' } = integration.config;
  return { name: integration.name, url, database, username, version, api_key: '' };
}

/** The documented payload; an empty key keeps the saved one. */
export function requestOf({ name, version, api_key, ...config }: ConnectionValues, keyIsSaved: boolean) {
  return {
    name,
    config: {
      ...config,
      ...(version === '' ? {} : { version }),
      ...(keyIsSaved && api_key === '' ? {} : { api_key }),
    },
  };
}
