'use client';

import { useLocale, useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { z } from 'zod';
import { callApi } from '@/components/api/call-api';
import { useCommand } from '@/components/api/use-command';
import { useFieldErrors } from '@/components/api/use-field-errors';
import { LANGUAGES } from '@/components/shell/languages';
import { Button } from '@/components/ui/button';
import { CopyButton } from '@/components/ui/copy-button';
import { Dialog, DialogContent, DialogTrigger } from '@/components/ui/dialog';
import { Field, Fieldset } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Notice } from '@/components/ui/notice';
import { Select } from '@/components/ui/select';
import { NOTIFICATION_KINDS, WEBHOOK_FORMATS } from '@/lib/notifications/kinds';

const created = z.object({ secret: z.string() });

/** A button, and the window in which an address is given and its secret shown, this once. */
export function AddWebhook() {
  const t = useTranslations('notifications');
  const locale = useLocale();
  const [open, setOpen] = useState(false);
  const [none, setNone] = useState(false);
  const { form, errors, refuse, forget } = useFieldErrors<HTMLFormElement>();
  const add = useCommand(
    (body: object) => callApi('/notification-webhooks', created, { method: 'POST', body }),
    { refuse },
  );
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const kinds = data.getAll('kinds');
    setNone(kinds.length === 0);
    if (kinds.length === 0) return;
    const format = data.get('format');
    const body = { name: data.get('name'), url: data.get('url'), kinds, locale: data.get('locale') };
    add.mutate(format ? { ...body, format } : body);
  };
  const toggle = (next: boolean) => {
    setOpen(next);
    if (!next) {
      add.reset();
      forget();
    }
  };
  return (
    <Dialog open={open} onOpenChange={toggle}>
      <DialogTrigger asChild>
        <Button size="sm">{t('webhooks.add')}</Button>
      </DialogTrigger>
      <DialogContent title={t('webhooks.add')}>
        {add.data ? (
          <div className="flex flex-col gap-4">
            <Notice tone="warning" title={t('webhooks.secret')}>
              {t('webhooks.secret_shown_once')}
            </Notice>
            <code className="rounded-control bg-subtle p-3 font-mono text-sm [overflow-wrap:anywhere]">
              {add.data.secret}
            </code>
            <div className="flex flex-wrap justify-end gap-2">
              <CopyButton text={add.data.secret} label={t('webhooks.copy')} />
              <Button size="sm" variant="primary" onClick={() => toggle(false)}>
                {t('webhooks.done')}
              </Button>
            </div>
          </div>
        ) : (
          <form ref={form} onSubmit={submit} onChange={() => forget()} className="flex flex-col gap-4">
            <Field label={t('webhooks.name')} hint={t('webhooks.name_hint')} error={errors.name} required>
              <Input name="name" maxLength={100} required />
            </Field>
            <Field label={t('webhooks.url')} hint={t('webhooks.url_hint')} error={errors.url} required>
              <Input name="url" type="url" inputMode="url" autoComplete="off" required />
            </Field>
            <div className="grid gap-4 sm:grid-cols-2">
              <Field label={t('webhooks.format')}>
                <Select name="format" defaultValue="">
                  <option value="">{t('webhooks.format_auto')}</option>
                  {WEBHOOK_FORMATS.map((format) => (
                    <option key={format} value={format}>
                      {t(`webhooks.format_${format}`)}
                    </option>
                  ))}
                </Select>
              </Field>
              <Field label={t('webhooks.locale')}>
                <Select name="locale" defaultValue={locale}>
                  {LANGUAGES.map(({ locale: one, name }) => (
                    <option key={one} value={one}>
                      {name}
                    </option>
                  ))}
                </Select>
              </Field>
            </div>
            <Fieldset legend={t('webhooks.kinds')}>
              {NOTIFICATION_KINDS.map((kind) => (
                <label key={kind} className="flex items-center gap-2.5">
                  <input
                    type="checkbox"
                    name="kinds"
                    value={kind}
                    defaultChecked
                    className="size-4 accent-accent"
                  />
                  {t(`kind.${kind}`)}
                </label>
              ))}
              {none ? (
                <p role="alert" className="text-[0.8125rem] text-danger">
                  {t('webhooks.kinds_missing')}
                </p>
              ) : null}
            </Fieldset>
            <Button type="submit" variant="primary" busy={add.isPending} className="self-end">
              {t('webhooks.create')}
            </Button>
          </form>
        )}
      </DialogContent>
    </Dialog>
  );
}
