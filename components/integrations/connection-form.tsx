'use client';

import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useDeferredValue, useEffect, useId, useState } from 'react';
import { callApi } from '@/components/api/call-api';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Select } from '@/components/ui/select';
import { discovery } from '@/lib/integrations/connection-answers';
import { OFFERED_VERSIONS } from '@/lib/odoo/version';

export interface ConnectionValues {
  name: string;
  url: string;
  database: string;
  username: string;
  api_key: string;
  version: string;
}

export const EMPTY_CONNECTION: ConnectionValues = {
  name: 'Odoo Production',
  url: '',
  database: '',
  username: '',
  api_key: '',
  version: '',
};

/** The paths in the request of what differs between two states of the form. */
export function changedPaths(before: ConnectionValues, after: ConnectionValues): ReadonlySet<string> {
  const fields = ['name', 'url', 'database', 'username', 'api_key', 'version'] as const;
  return new Set(
    fields
      .filter((field) => before[field] !== after[field])
      .map((field) => (field === 'name' ? field : `config.${field}`)),
  );
}

const SETTLE_MS = 700;

/** The documented form (I2). The server's version and databases are proposed once the address is typed. */
export function ConnectionForm({
  values,
  onChange,
  errors,
  keyIsSaved,
}: {
  values: ConnectionValues;
  onChange: (values: ConnectionValues) => void;
  errors: Readonly<Record<string, string>>;
  keyIsSaved: boolean;
}) {
  const t = useTranslations('integrations.form');
  const listId = useId();
  const found = useDiscovery(values.url);
  const set = (field: keyof ConnectionValues) => (event: { target: { value: string } }) =>
    onChange({ ...values, [field]: event.target.value });
  const databases = found?.databases ?? [];
  const [only, ...others] = databases;
  const onlyDatabase = others.length === 0 ? only : undefined;
  // A server with one database leaves no choice; what was typed stays.
  useEffect(() => {
    if (onlyDatabase !== undefined && values.database === '') onChange({ ...values, database: onlyDatabase });
  }, [onlyDatabase, values, onChange]);
  return (
    <div className="grid gap-5 sm:grid-cols-2">
      <Field label={t('name')} error={errors.name} required>
        <Input name="name" value={values.name} onChange={set('name')} placeholder={t('name_placeholder')} />
      </Field>
      <Field
        label={t('version')}
        error={errors['config.version']}
        hint={found?.server_version ? t('version_found', { version: found.server_version }) : undefined}
      >
        <Select name="version" value={values.version} onChange={set('version')}>
          <option value="">{t('version_auto')}</option>
          {OFFERED_VERSIONS.map((version) => (
            <option key={version}>{version}</option>
          ))}
        </Select>
      </Field>
      <Field
        label={t('url')}
        hint={t('url_hint')}
        error={errors['config.url']}
        required
        className="sm:col-span-2"
      >
        <Input
          name="url"
          inputMode="url"
          autoComplete="url"
          value={values.url}
          onChange={set('url')}
          placeholder={t('url_placeholder')}
        />
      </Field>
      <Field
        label={t('database')}
        hint={
          databases.length > 0
            ? t('database_found', { databases: databases.slice(0, 5).join(', ') })
            : t('database_hint')
        }
        error={errors['config.database']}
        required
      >
        <Input
          name="database"
          autoComplete="off"
          list={listId}
          value={values.database}
          onChange={set('database')}
          placeholder={t('database_placeholder')}
        />
      </Field>
      <datalist id={listId}>
        {databases.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
      <Field label={t('username')} hint={t('username_hint')} error={errors['config.username']} required>
        <Input
          name="username"
          autoComplete="off"
          value={values.username}
          onChange={set('username')}
          placeholder={t('username_placeholder')}
        />
      </Field>
      <Field
        label={t('api_key')}
        hint={`${keyIsSaved ? t('api_key_kept') : t('api_key_hint')} ${t('key_note')}`}
        error={errors['config.api_key']}
        required={!keyIsSaved}
        className="sm:col-span-2"
      >
        <Input
          name="api_key"
          type="password"
          autoComplete="new-password"
          value={values.api_key}
          onChange={set('api_key')}
        />
      </Field>
    </div>
  );
}

/** What the server at the typed address tells without a login; null until it does. */
function useDiscovery(url: string) {
  const [settled, setSettled] = useState('');
  const deferred = useDeferredValue(url.trim());
  useEffect(() => {
    const timer = setTimeout(() => setSettled(deferred), SETTLE_MS);
    return () => clearTimeout(timer);
  }, [deferred]);
  const looksWhole = /^(https?:\/\/)?[^\s/]+(\.[^\s/]{2,}|localhost|:\d+)/i.test(settled);
  const { data } = useQuery({
    queryKey: ['discover', settled],
    queryFn: ({ signal }) =>
      callApi('/integrations/discover', discovery, { method: 'POST', body: { url: settled }, signal }),
    enabled: looksWhole,
    retry: false,
    staleTime: 60_000,
  });
  return looksWhole ? (data ?? null) : null;
}
