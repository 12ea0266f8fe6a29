'use client';

import { useLocale, useTranslations } from 'next-intl';
import { useState } from 'react';
import { BulkChangeDialog, type Typed } from '@/components/edits/bulk-change-dialog';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Select } from '@/components/ui/select';
import { ROUNDINGS } from '@/lib/edits/price-change';
import { AllCategoryOptions } from './category-options';
import { fromTyped, toTyped } from './decimal-text';

const MODES = ['set', 'percent', 'amount'] as const;

/** Chooses what to change on many products; the preview follows on a page of its own. */
export function BulkEditDialog({
  selection,
  count,
}: {
  /** As the API takes it. */
  selection: object;
  count: number;
}) {
  const t = useTranslations('edits.bulk');
  const tc = useTranslations('catalogue');
  const language = useLocale();
  const [mode, setMode] = useState('');
  const roundingLabel = (rounding: string) =>
    rounding === '0.01'
      ? t('rounding_cent')
      : rounding.startsWith('.')
        ? t('rounding_ending', { ending: toTyped(language, `0${rounding}`).slice(1) })
        : t('rounding_step', { step: toTyped(language, rounding) });
  return (
    <BulkChangeDialog
      small
      button={t('button')}
      title={t('title', { count })}
      description={t('description')}
      path="/bulk-edits"
      changeOf={(typed) => changeOf(typed, language)}
      bodyOf={(change) => ({ selection, change })}
      thresholdHint={t('threshold_hint')}
    >
      {(errors) => (
        <>
          <Field label={t('price')}>
            <Select name="mode" value={mode} onChange={({ target }) => setMode(target.value)}>
              <option value="">{t('price_keep')}</option>
              {MODES.map((one) => (
                <option key={one} value={one}>
                  {t(`price_${one}`)}
                </option>
              ))}
            </Select>
          </Field>
          {mode === '' ? null : (
            <div className="grid gap-4 sm:grid-cols-2">
              <Field
                label={t('value')}
                hint={mode === 'set' ? undefined : t('value_hint')}
                error={errors['change.price.value']}
                required
              >
                <Input name="value" inputMode="decimal" autoComplete="off" required />
              </Field>
              <Field label={t('rounding')}>
                <Select name="rounding" defaultValue="0.01">
                  {ROUNDINGS.map((rounding) => (
                    <option key={rounding} value={rounding}>
                      {roundingLabel(rounding)}
                    </option>
                  ))}
                </Select>
              </Field>
            </div>
          )}
          <Field label={t('category')} error={errors['change.category_id']}>
            <Select name="category" defaultValue="">
              <option value="">{t('category_keep')}</option>
              <option value="none">{t('category_none')}</option>
              <AllCategoryOptions />
            </Select>
          </Field>
          <Field label={t('status')}>
            <Select name="status" defaultValue="">
              <option value="">{t('category_keep')}</option>
              <option value="active">{tc('status.active')}</option>
              <option value="draft">{tc('status.draft')}</option>
            </Select>
          </Field>
        </>
      )}
    </BulkChangeDialog>
  );
}

/** What was chosen, as the API takes it; what was left alone is not in it. */
function changeOf(typed: Typed, language: string): Record<string, unknown> {
  const [mode, category, status] = [typed('mode'), typed('category'), typed('status')];
  const price = { mode, value: fromTyped(language, typed('value')), rounding: typed('rounding') };
  return {
    ...(mode === '' ? {} : { price }),
    ...(category === '' ? {} : { category_id: category === 'none' ? null : category }),
    ...(status === '' ? {} : { status }),
  };
}
