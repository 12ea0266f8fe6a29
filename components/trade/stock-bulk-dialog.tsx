'use client';

import { useLocale, useTranslations } from 'next-intl';
import { useState } from 'react';
import { BulkChangeDialog, type Typed } from '@/components/edits/bulk-change-dialog';
import { fromTyped } from '@/components/products/decimal-text';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Select } from '@/components/ui/select';
import type { StockBrowseQuery } from '@/lib/catalogue/stock/browse-stock';
import type { WarehouseView } from '@/lib/catalogue/stock/schema';

const MODES = ['set', 'add'] as const;

/** Chooses what to change on all goods that the list shows, in one warehouse; the preview follows on its own page. */
export function StockBulkDialog({
  filter,
  warehouses,
}: {
  filter: Omit<StockBrowseQuery, 'limit' | 'cursor'>;
  warehouses: readonly WarehouseView[];
}) {
  const t = useTranslations('trade.stock.bulk');
  const ts = useTranslations('trade.stock');
  const language = useLocale();
  const [mode, setMode] = useState('');
  const changeOf = (typed: Typed) =>
    typed('mode') === ''
      ? {}
      : { quantity: { mode: typed('mode'), value: fromTyped(language, typed('value')) ?? '' } };
  const standard = warehouses.find(({ is_default }) => is_default) ?? warehouses[0];
  return (
    <BulkChangeDialog
      button={t('button')}
      title={t('title')}
      description={t('description')}
      path="/bulk-edits/stock"
      changeOf={changeOf}
      bodyOf={(change, typed) => ({
        selection: { filter },
        change: { ...change, warehouse_id: typed('warehouse_id') },
      })}
      thresholdHint={t('threshold_hint')}
    >
      {(errors) => (
        <>
          <Field label={ts('warehouse')} error={errors['change.warehouse_id']}>
            <Select name="warehouse_id" defaultValue={filter.warehouse_id ?? standard?.id}>
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
