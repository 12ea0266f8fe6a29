'use client';

import { Pencil } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useLocale, useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { z } from 'zod';
import { callApi } from '@/components/api/call-api';
import { useCommand } from '@/components/api/use-command';
import { useFieldErrors } from '@/components/api/use-field-errors';
import { Button } from '@/components/ui/button';
import { Dialog, DialogContent, DialogTrigger } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Select } from '@/components/ui/select';
import { ROUNDINGS } from '@/lib/edits/price-change';
import { type CategoryOption, CategoryOptions } from './category-options';
import { fromTyped, toTyped } from './decimal-text';

const made = z.object({ id: z.uuid() });
const MODES = ['set', 'percent', 'amount'] as const;

/** Chooses what to change on many products; the preview follows on a page of its own. */
export function BulkEditDialog({
  selection,
  count,
  categories,
}: {
  /** As the API takes it. */
  selection: object;
  count: number;
  categories: readonly CategoryOption[];
}) {
  const t = useTranslations('edits.bulk');
  const tc = useTranslations('catalogue');
  const language = useLocale();
  const router = useRouter();
  const [mode, setMode] = useState('');
  const [empty, setEmpty] = useState(false);
  const { form, errors, refuse, forget } = useFieldErrors<HTMLFormElement>();
  const start = useCommand((body: object) => callApi('/bulk-edits', made, { method: 'POST', body }), {
    onDone: ({ id }) => router.push(`/edits/${id}`),
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const change = changeOf(new FormData(event.currentTarget), language);
    setEmpty(Object.keys(change).length === 0);
    if (Object.keys(change).length > 0) start.mutate({ selection, change }, { onError: refuse });
  };
  const roundingLabel = (rounding: string) =>
    rounding === '0.01'
      ? t('rounding_cent')
      : rounding.startsWith('.')
        ? t('rounding_ending', { ending: toTyped(language, `0${rounding}`).slice(1) })
        : t('rounding_step', { step: toTyped(language, rounding) });
  return (
    <Dialog>
      <DialogTrigger asChild>
        <Button size="sm">
          <Pencil aria-hidden />
          {t('button')}
        </Button>
      </DialogTrigger>
      <DialogContent title={t('title', { count })} description={t('description')}>
        <form
          ref={form}
          onSubmit={submit}
          onChange={() => {
            setEmpty(false);
            forget();
          }}
          className="flex flex-col gap-4"
        >
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
              <CategoryOptions categories={categories} />
            </Select>
          </Field>
          <Field label={t('status')}>
            <Select name="status" defaultValue="">
              <option value="">{t('category_keep')}</option>
              <option value="active">{tc('status.active')}</option>
              <option value="draft">{tc('status.draft')}</option>
            </Select>
          </Field>
          <Field label={t('threshold')} hint={t('threshold_hint')} error={errors['change.alert_threshold']}>
            <Input name="threshold" inputMode="decimal" autoComplete="off" />
          </Field>
          {empty ? (
            <p role="alert" className="text-danger">
              {t('nothing')}
            </p>
          ) : null}
          <Button type="submit" variant="primary" busy={start.isPending} className="self-end">
            {t('preview')}
          </Button>
        </form>
      </DialogContent>
    </Dialog>
  );
}

/** What was chosen, as the API takes it; what was left alone is not in it. */
function changeOf(data: FormData, language: string): Record<string, unknown> {
  const text = (name: string) => String(data.get(name) ?? '').trim();
  const change: Record<string, unknown> = {};
  if (text('mode') !== '')
    change.price = {
      mode: text('mode'),
      value: fromTyped(language, text('value')),
      rounding: text('rounding'),
    };
  if (text('category') !== '') change.category_id = text('category') === 'none' ? null : text('category');
  if (text('status') !== '') change.status = text('status');
  if (text('threshold') !== '') change.alert_threshold = fromTyped(language, text('threshold'));
  return change;
}
