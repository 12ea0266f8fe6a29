'use client';

import { Pencil } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useLocale, useTranslations } from 'next-intl';
import { type FormEvent, type ReactNode, useState } from 'react';
import { z } from 'zod';
import { callApi } from '@/components/api/call-api';
import { useCommand } from '@/components/api/use-command';
import { useFieldErrors } from '@/components/api/use-field-errors';
import { fromTyped } from '@/components/products/decimal-text';
import { Button } from '@/components/ui/button';
import { Dialog, DialogContent, DialogTrigger } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';

const made = z.object({ id: z.uuid() });

/** What a form says of one field: the text typed or chosen, without spaces around it; empty where nothing is. */
export type Typed = (name: string) => string;

type Change = Readonly<Record<string, unknown>>;

/** A form of what to change on many records, in a window; the preview of it follows on a page of its own. */
export function BulkChangeDialog({
  button,
  small = false,
  title,
  description,
  path,
  changeOf,
  bodyOf,
  thresholdHint,
  children,
}: {
  button: string;
  small?: boolean;
  title: string;
  description: string;
  /** Of the API that makes the edit. */
  path: string;
  /** What was chosen of the fields, as the API takes it; what was left alone is not in it. */
  changeOf: (typed: Typed) => Change;
  bodyOf: (change: Change, typed: Typed) => object;
  /** Of the last field, which all have. */
  thresholdHint: string;
  /** The fields before it, given what was refused by path. */
  children: (errors: Readonly<Record<string, string>>) => ReactNode;
}) {
  const t = useTranslations('edits.bulk');
  const language = useLocale();
  const router = useRouter();
  const [empty, setEmpty] = useState(false);
  const { form, errors, refuse, forget } = useFieldErrors<HTMLFormElement>();
  const start = useCommand((body: object) => callApi(path, made, { method: 'POST', body }), {
    onDone: ({ id }) => router.push(`/edits/${id}`),
    refuse,
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const typed: Typed = (name) => String(data.get(name) ?? '').trim();
    const threshold = fromTyped(language, typed('threshold'));
    const change = { ...changeOf(typed), ...(threshold === null ? {} : { alert_threshold: threshold }) };
    const nothing = Object.keys(change).length === 0;
    setEmpty(nothing);
    if (!nothing) start.mutate(bodyOf(change, typed));
  };
  const forgetAll = () => {
    setEmpty(false);
    forget();
  };
  return (
    <Dialog>
      <DialogTrigger asChild>
        <Button size={small ? 'sm' : undefined}>
          <Pencil aria-hidden />
          {button}
        </Button>
      </DialogTrigger>
      <DialogContent title={title} description={description}>
        <form ref={form} onSubmit={submit} onChange={forgetAll} className="flex flex-col gap-4">
          {children(errors)}
          <Field label={t('threshold')} hint={thresholdHint} error={errors['change.alert_threshold']}>
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
