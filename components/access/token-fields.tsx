'use client';

import { useTranslations } from 'next-intl';
import { Checkbox } from '@/components/ui/checkbox';
import { Field, Fieldset } from '@/components/ui/field';
import { Select } from '@/components/ui/select';

const SCOPES = ['read', 'catalogue', 'sync', 'admin', 'metrics'] as const;
const READING = new Set<string>(['read', 'metrics']);
const LIVES = [7, 30, 90, 180, 365];

/** What the token may do and until when, as the fields `scopes` and `expires_in_days` of the form around it. */
export function TokenFields({ error }: { error?: string | undefined }) {
  const t = useTranslations('access.tokens');
  return (
    <>
      <Fieldset legend={t('scopes')} hint={t('scopes_hint')}>
        {SCOPES.map((scope) => (
          <Checkbox
            key={scope}
            name="scopes"
            value={scope}
            defaultChecked={scope === 'read'}
            label={t(`scope.${scope}`)}
            hint={t(`scope_hint.${scope}`)}
          />
        ))}
        {error ? (
          <p role="alert" className="text-[0.8125rem] text-danger">
            {error}
          </p>
        ) : null}
      </Fieldset>
      <Field label={t('expires')}>
        <Select name="expires_in_days" defaultValue="90">
          {LIVES.map((days) => (
            <option key={days} value={days}>
              {t('days', { days })}
            </option>
          ))}
        </Select>
      </Field>
    </>
  );
}

/** The body of POST /tokens from the form; the role is the least that the scopes need. */
export function tokenBody(form: FormData): {
  name: string;
  role: string;
  scopes: string[];
  expires_in_days: number;
} {
  const scopes = form.getAll('scopes').map(String);
  return {
    name: String(form.get('name') ?? ''),
    role: scopes.every((scope) => READING.has(scope)) ? 'viewer' : 'admin',
    scopes,
    expires_in_days: Number(form.get('expires_in_days')),
  };
}
