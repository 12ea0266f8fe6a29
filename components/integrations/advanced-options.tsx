'use client';

import { useTranslations } from 'next-intl';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Select } from '@/components/ui/select';
import { Switch } from '@/components/ui/switch';
import type { IntegrationAnswer } from '@/lib/integrations/present';
import { CategoryFilter } from './category-filter';
import { CompanyChoice } from './company-choice';

type SyncConfig = IntegrationAnswer['sync_config'];
type Config = IntegrationAnswer['config'];

const SCOPES = ['own', 'all'] as const;
const TRANSPORTS = ['auto', 'xmlrpc', 'json2'] as const;

export interface Advanced {
  sync: Pick<
    SyncConfig,
    'incremental' | 'cache_enabled' | 'workers' | 'export_scope' | 'import_not_for_sale' | 'category_filter'
  >;
  config: Pick<
    Config,
    'timeout_seconds' | 'image_timeout_seconds' | 'max_calls_per_second' | 'company_id' | 'transport'
  >;
}

/** Settings as they are, to edit. One call a second is proposed on Odoo's own hosting. */
export function advancedOf({ sync_config: sync, config }: IntegrationAnswer): Advanced {
  const hosted = URL.parse(config.url)?.hostname.endsWith('.odoo.com') ?? false;
  return {
    sync: {
      incremental: sync.incremental,
      cache_enabled: sync.cache_enabled,
      workers: sync.workers,
      export_scope: sync.export_scope,
      import_not_for_sale: sync.import_not_for_sale ?? false,
      category_filter: sync.category_filter,
    },
    config: {
      timeout_seconds: config.timeout_seconds,
      image_timeout_seconds: config.image_timeout_seconds,
      max_calls_per_second: config.max_calls_per_second ?? (hosted ? 1 : undefined),
      company_id: config.company_id,
      transport: config.transport,
    },
  };
}

/** The same as the two requests that save it. */
export const advancedPatch = ({ sync, config }: Advanced) => ({
  sync_config: sync,
  config: {
    ...config,
    company_id: config.company_id ?? null,
    max_calls_per_second: config.max_calls_per_second ?? null,
  },
});

/** The options by their path in the request, to tell which of them a person has changed. */
export function fieldsOf({ sync, config }: Advanced): Readonly<Record<string, unknown>> {
  return Object.fromEntries([
    ...Object.entries(sync).map(([name, value]) => [`sync_config.${name}`, value]),
    ...Object.entries(config).map(([name, value]) => [`config.${name}`, value]),
  ]);
}

export function AdvancedOptions({
  integrationId,
  value,
  onChange,
  errors = {},
  disabled = false,
}: {
  integrationId: string;
  value: Advanced;
  /** What the server refused, by path: `sync_config.workers`. */
  errors?: Readonly<Record<string, string>>;
  onChange: (value: Advanced) => void;
  disabled?: boolean;
}) {
  const t = useTranslations('integrations.advanced');
  const sync = (change: Partial<Advanced['sync']>) =>
    onChange({ ...value, sync: { ...value.sync, ...change } });
  const config = (change: Partial<Advanced['config']>) =>
    onChange({ ...value, config: { ...value.config, ...change } });
  const numberField = (
    path: string,
    label: string,
    current: number | undefined,
    set: (number: number | undefined) => void,
    limits: { min: number; max: number; step?: number },
    hint?: string,
  ) => (
    <Field label={label} hint={hint} error={errors[path]}>
      <Input
        type="number"
        inputMode="decimal"
        disabled={disabled}
        value={current ?? ''}
        {...limits}
        onChange={(event) => set(event.target.value === '' ? undefined : event.target.valueAsNumber)}
      />
    </Field>
  );
  return (
    <div className="grid gap-5 sm:grid-cols-2">
      <Field label={t('export_scope')}>
        <Select
          disabled={disabled}
          value={value.sync.export_scope}
          onChange={({ target }) =>
            sync({ export_scope: SCOPES.find((one) => one === target.value) ?? 'own' })
          }
        >
          {SCOPES.map((one) => (
            <option key={one} value={one}>
              {t(`scopes.${one}`)}
            </option>
          ))}
        </Select>
      </Field>
      <Switch
        label={t('incremental')}
        hint={t('incremental_hint')}
        disabled={disabled}
        checked={value.sync.incremental}
        onCheckedChange={(incremental) => sync({ incremental })}
      />
      <Switch
        label={t('cache')}
        hint={t('cache_hint')}
        disabled={disabled}
        checked={value.sync.cache_enabled}
        onCheckedChange={(cache_enabled) => sync({ cache_enabled })}
      />
      <Switch
        label={t('not_for_sale')}
        hint={t('not_for_sale_hint')}
        disabled={disabled}
        checked={value.sync.import_not_for_sale ?? false}
        onCheckedChange={(import_not_for_sale) => sync({ import_not_for_sale })}
      />
      {numberField(
        'sync_config.workers',
        t('workers'),
        value.sync.workers,
        (workers) => sync({ workers: workers ?? 4 }),
        {
          min: 1,
          max: 16,
        },
      )}
      {numberField(
        'config.max_calls_per_second',
        t('rate'),
        value.config.max_calls_per_second,
        (max_calls_per_second) => config({ max_calls_per_second }),
        { min: 0.1, max: 100, step: 0.1 },
        t('rate_hint'),
      )}
      {numberField(
        'config.timeout_seconds',
        t('timeout'),
        value.config.timeout_seconds,
        (timeout_seconds) => config({ timeout_seconds: timeout_seconds ?? 120 }),
        { min: 5, max: 900 },
      )}
      {numberField(
        'config.image_timeout_seconds',
        t('image_timeout'),
        value.config.image_timeout_seconds,
        (image_timeout_seconds) => config({ image_timeout_seconds: image_timeout_seconds ?? 60 }),
        { min: 5, max: 900 },
      )}
      <CompanyChoice
        integrationId={integrationId}
        value={value.config.company_id}
        onChange={(company_id) => config({ company_id })}
        error={errors['config.company_id']}
        disabled={disabled}
      />
      <Field label={t('transport')}>
        <Select
          disabled={disabled}
          value={value.config.transport}
          onChange={({ target }) =>
            config({ transport: TRANSPORTS.find((one) => one === target.value) ?? 'auto' })
          }
        >
          {TRANSPORTS.map((one) => (
            <option key={one} value={one}>
              {t(`transports.${one}`)}
            </option>
          ))}
        </Select>
      </Field>
      <CategoryFilter
        integrationId={integrationId}
        value={value.sync.category_filter}
        onChange={(category_filter) => sync({ category_filter })}
        disabled={disabled}
      />
    </div>
  );
}
