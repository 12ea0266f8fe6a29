'use client';

import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { z } from 'zod';
import { callApi } from '@/components/api/call-api';
import { useProblemText } from '@/components/api/use-command';
import { Field } from '@/components/ui/field';
import { Select } from '@/components/ui/select';

const companies = z.array(z.object({ id: z.number(), name: z.string() }));

/** The company in Odoo, by its name; nothing chosen: the user's own one. */
export function CompanyChoice({
  integrationId,
  value,
  onChange,
  error,
  disabled = false,
}: {
  integrationId: string;
  value: number | undefined;
  onChange: (value: number | undefined) => void;
  error?: string | undefined;
  disabled?: boolean;
}) {
  const t = useTranslations('integrations.advanced');
  const textOf = useProblemText();
  const asked = useQuery({
    queryKey: ['companies', integrationId],
    queryFn: ({ signal }) => callApi(`/integrations/${integrationId}/companies`, companies, { signal }),
    enabled: !disabled,
    staleTime: 60_000,
    retry: false,
  });
  const known = asked.data ?? [];
  // One that is not to be had any more, or while Odoo does not answer: still what is chosen.
  const lost = value !== undefined && !known.some(({ id }) => id === value) ? value : null;
  return (
    <Field
      label={t('company')}
      hint={asked.error ? t('companies_unavailable', { reason: textOf(asked.error) }) : t('company_hint')}
      error={error}
    >
      <Select
        disabled={disabled || asked.isPending}
        value={value ?? ''}
        onChange={({ target }) => onChange(target.value === '' ? undefined : Number(target.value))}
      >
        <option value="">{t('company_default')}</option>
        {lost === null ? null : <option value={lost}>{t('company_number', { id: lost })}</option>}
        {known.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </Select>
    </Field>
  );
}
