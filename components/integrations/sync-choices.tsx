'use client';

import { useTranslations } from 'next-intl';
import { Badge } from '@/components/ui/badge';
import { Checkbox } from '@/components/ui/checkbox';
import { Fieldset } from '@/components/ui/field';
import { RadioCard, RadioGroup } from '@/components/ui/radio-group';
import type { IntegrationAnswer } from '@/lib/integrations/present';
import { ORDER_FIELDS, PRODUCT_FIELDS, STOCK_FIELDS } from '@/lib/integrations/schema';

type SyncConfig = IntegrationAnswer['sync_config'];
const FREQUENCIES = ['realtime', '5min', '15min', 'manual'] as const;
const DIRECTIONS = ['bidirectional', 'import', 'export'] as const;
const POLICIES = ['newest', 'odoo', 'products_manager', 'manual'] as const;

interface Choice<V> {
  value: V;
  onChange: (value: V) => void;
  disabled?: boolean;
}

export function FrequencyChoice({ value, onChange, disabled }: Choice<SyncConfig['frequency']>) {
  const t = useTranslations('integrations');
  return (
    <RadioGroup
      aria-label={t('frequency.label')}
      value={value}
      disabled={disabled}
      onValueChange={(next) => onChange(FREQUENCIES.find((one) => one === next) ?? value)}
    >
      {FREQUENCIES.map((one) => (
        <RadioCard
          key={one}
          value={one}
          label={t(`frequency.${one}`)}
          hint={t(`frequency.${one}_hint`)}
          badge={one === '5min' ? <Badge tone="accent">{t('recommended')}</Badge> : null}
        />
      ))}
    </RadioGroup>
  );
}

export function DirectionChoice({ value, onChange, disabled }: Choice<SyncConfig['direction']>) {
  const t = useTranslations('integrations');
  return (
    <RadioGroup
      aria-label={t('direction.label')}
      value={value}
      disabled={disabled}
      onValueChange={(next) => onChange(DIRECTIONS.find((one) => one === next) ?? value)}
    >
      {DIRECTIONS.map((one) => (
        <RadioCard
          key={one}
          value={one}
          label={t(`direction.${one}`)}
          hint={t(`direction.${one}_hint`)}
          badge={one === 'bidirectional' ? <Badge>{t('default')}</Badge> : null}
        />
      ))}
    </RadioGroup>
  );
}

/** Who wins when both sides changed one field since the last synchronisation, each choice with what it does to a price. */
export function ConflictChoice({ value, onChange, disabled }: Choice<SyncConfig['conflict_policy']>) {
  const t = useTranslations('integrations');
  return (
    <RadioGroup
      aria-label={t('advanced.conflict_policy')}
      value={value}
      disabled={disabled}
      onValueChange={(next) => onChange(POLICIES.find((one) => one === next) ?? value)}
    >
      {POLICIES.map((one) => (
        <RadioCard
          key={one}
          value={one}
          label={t(`advanced.policies.${one}`)}
          hint={t(`conflicts.${one}_example`)}
          badge={one === 'newest' ? <Badge>{t('default')}</Badge> : null}
        />
      ))}
    </RadioGroup>
  );
}

export function FieldsChoice({ value, onChange, disabled }: Choice<SyncConfig['fields']>) {
  const t = useTranslations('integrations.fields');
  return (
    <div className="grid gap-6 sm:grid-cols-3">
      <Fieldset legend={t('product')}>
        {PRODUCT_FIELDS.map((field) => (
          <Checkbox
            key={field}
            label={t(`products.${field}`)}
            hint={field === 'title' ? t('mandatory') : undefined}
            checked={value.product.includes(field)}
            disabled={disabled || field === 'title'}
            onCheckedChange={(on) =>
              onChange({ ...value, product: toggled(value.product, field, on === true) })
            }
          />
        ))}
      </Fieldset>
      <Fieldset legend={t('stock')}>
        {STOCK_FIELDS.map((field) => (
          <Checkbox
            key={field}
            label={t(`stocks.${field}`)}
            checked={value.stock.includes(field)}
            disabled={disabled}
            onCheckedChange={(on) => onChange({ ...value, stock: toggled(value.stock, field, on === true) })}
          />
        ))}
      </Fieldset>
      <Fieldset legend={t('order')}>
        {ORDER_FIELDS.map((field) => (
          <Checkbox
            key={field}
            label={t(`orders.${field}`)}
            checked={value.order.includes(field)}
            disabled={disabled}
            onCheckedChange={(on) => onChange({ ...value, order: toggled(value.order, field, on === true) })}
          />
        ))}
      </Fieldset>
    </div>
  );
}

function toggled<V>(list: readonly V[], value: V, on: boolean): V[] {
  const others = list.filter((one) => one !== value);
  return on ? [...others, value] : others;
}
