'use client';

import { Pencil } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useLocale, useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { z } from 'zod';
import { callApi } from '@/components/api/call-api';
import { useCommand } from '@/components/api/use-command';
import { useFieldErrors } from '@/components/api/use-field-errors';
import { fromTyped } from '@/components/products/decimal-text';
import { Button } from '@/components/ui/button';
import { Dialog, DialogContent, DialogTrigger } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Select } from '@/components/ui/select';
import type { StockBrowseQuery } from '@/lib/catalogue/stock/browse-stock';
import type { WarehouseView } from '@/lib/catalogue/stock/schema';

const made = z.object({ id: z.uuid() });
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
  const router = useRouter();
  const [mode, setMode] = useState('');
  const [empty, setEmpty] = useState(false);
  const { form, errors, refuse, forget } = useFieldErrors<HTMLFormElement>();
  const start = useCommand((body: object) => callApi('/bulk-edits/stock', made, { method: 'POST', body }), {
    onDone: ({ id }) => router.push(`/edits/${id}`),
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const text = (name: string) => String(data.get(name) ?? '').trim();
    const change = {
      ...(text('mode') === ''
        ? {}
        : { quantity: { mode: text('mode'), value: fromTyped(language, text('value')) ?? '' } }),
      ...(text('threshold') === '' ? {} : { alert_threshold: fromTyped(language, text('threshold')) }),
    };
    const nothing = Object.keys(change).length === 0;
    setEmpty(nothing);
    const body = { selection: { filter }, change: { ...change, warehouse_id: text('warehouse_id') } };
    if (!nothing) start.mutate(body, { onError: refuse });
  };
  const standard = warehouses.find(({ is_default }) => is_default) ?? warehouses[0];
  return (
    <Dialog>
      <DialogTrigger asChild>
        <Button>
          <Pencil aria-hidden />
          {t('button')}
        </Button>
      </DialogTrigger>
      <DialogContent title={t('title')} description={t('description')}>
        <form
          ref={form}
          onSubmit={submit}
          onChange={() => {
            setEmpty(false);
            forget();
          }}
          className="flex flex-col gap-4"
        >
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
          <Field label={ts('threshold')} hint={t('threshold_hint')} error={errors['change.alert_threshold']}>
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
