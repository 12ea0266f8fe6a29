'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { callApi } from '@/components/api/call-api';
import { type IntegrationAnswer, integrationAnswer } from '@/lib/integrations/present';
import { ConnectionForm, type ConnectionValues, EMPTY_CONNECTION } from '../connection-form';
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
  const [errors, setErrors] = useState<Record<string, string>>({});
  const save = async () => {
    setErrors({});
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
      onProblem={({ fields }) =>
        setErrors(Object.fromEntries(fields.map(({ path, message }) => [path, message])))
      }
    >
      <ConnectionForm
        values={values}
        onChange={setValues}
        errors={errors}
        keyIsSaved={integration !== null}
      />
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
