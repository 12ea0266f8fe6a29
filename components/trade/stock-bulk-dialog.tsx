'use client';

import { useLocale, useTranslations } from 'next-intl';
import { useState } from 'react';
import { BulkChangeDialog, type Typed } from '@/components/edits/bulk-change-dialog';
import { fromTyped } from '@/components/products/decimal-text';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Select } from '@/components/ui/select';
import type { StockColumn } from './stock-column';

const MODES = ['set', 'add'] as const;

/** Chooses what to change on many goods in one warehouse; the preview follows on its own page. */
export function StockBulkDialog({
  selection,
  count,
  warehouses,
  countedIn,
}: {
  /** As the API takes it. */
  selection: object;
  count: number;
  warehouses: readonly StockColumn[];
  /** Of them, the one that is offered first. */
  countedIn: string | undefined;
}) {
  const t = useTranslations('trade.stock.bulk');
  const ts = useTranslations('trade.stock');
  const tb = useTranslations('edits.bulk');
  const language = useLocale();
  const [mode, setMode] = useState('');
  const changeOf = (typed: Typed) =>
    typed('mode') === ''
      ? {}
      : { quantity: { mode: typed('mode'), value: fromTyped(language, typed('value')) ?? '' } };
  return (
    <BulkChangeDialog
      small
      button={tb('button')}
      title={tb('title', { count })}
      description={tb('description')}
      path="/bulk-edits/stock"
      changeOf={changeOf}
      bodyOf={(change, typed) => ({
        selection,
        change: { ...change, warehouse_id: typed('warehouse_id') },
      })}
      thresholdHint={t('threshold_hint')}
    >
      {(errors) => (
        <>
          <Field label={ts('warehouse')} error={errors['change.warehouse_id']}>
            <Select name="warehouse_id" defaultValue={countedIn}>
              {warehouses.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </Select>
          </Field>
          <Field label={ts('quantity')} hint={t('quantity_hint')}>
            <Select name="mode" value={mode} onChange={({ target }) => setMode(target.value)}>
              <option value="">{t('keep')}</option>
              {MODES.map((one) => (
                <option key={one} value={one}>
                  {t(`quantity_${one}`)}
                </option>
              ))}
            </Select>
          </Field>
          {mode === '' ? null : (
            <Field
              label={t('value')}
              hint={mode === 'add' ? t('value_hint') : undefined}
              error={errors['change.quantity.value']}
              required
            >
              <Input name="value" inputMode="decimal" autoComplete="off" required />
            </Field>
          )}
        </>
      )}
    </BulkChangeDialog>
  );
}
