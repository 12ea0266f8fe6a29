'use client';

import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { z } from 'zod';
import { callApi } from '@/components/api/call-api';
import { useCommand } from '@/components/api/use-command';
import { useFieldErrors } from '@/components/api/use-field-errors';
import { Button } from '@/components/ui/button';
import { CopyButton } from '@/components/ui/copy-button';
import { Dialog, DialogContent, DialogTrigger } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Notice } from '@/components/ui/notice';
import { TokenFields, tokenBody } from './token-fields';

const created = z.object({ token: z.string() });

/** A button, and the window in which a token is made and shown, this once. */
export function AddToken() {
  const t = useTranslations('access.tokens');
  const [open, setOpen] = useState(false);
  const [empty, setEmpty] = useState(false);
  const wrong = useFieldErrors<HTMLFormElement>();
  const add = useCommand(
    (body: object) => {
      wrong.forget();
      return callApi('/tokens', created, { method: 'POST', body });
    },
    { refuse: wrong.refuse },
  );
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const body = tokenBody(new FormData(event.currentTarget));
    setEmpty(body.scopes.length === 0);
    if (body.scopes.length > 0) add.mutate(body);
  };
  const toggle = (next: boolean) => {
    setOpen(next);
    if (!next) add.reset();
  };
  return (
    <Dialog open={open} onOpenChange={toggle}>
      <DialogTrigger asChild>
        <Button variant="primary">{t('add')}</Button>
      </DialogTrigger>
      <DialogContent title={t('add')}>
        {add.data ? (
          <div className="flex flex-col gap-4">
            <Notice tone="warning">{t('shown_once')}</Notice>
            <code className="rounded-control bg-subtle p-3 font-mono text-sm [overflow-wrap:anywhere]">
              {add.data.token}
            </code>
            <div className="flex flex-wrap justify-end gap-2">
              <CopyButton text={add.data.token} label={t('copy')} />
              <Button size="sm" variant="primary" onClick={() => toggle(false)}>
                {t('close')}
              </Button>
            </div>
          </div>
        ) : (
          <form
            ref={wrong.form}
            onSubmit={submit}
            onInput={wrong.typed}
            onChange={() => setEmpty(false)}
            className="flex flex-col gap-4"
          >
            <Field label={t('name')} hint={t('name_hint')} error={wrong.errors.name} required>
              <Input name="name" maxLength={100} required />
            </Field>
            <TokenFields error={empty ? t('scopes_missing') : undefined} />
            <Button type="submit" variant="primary" busy={add.isPending} className="self-end">
              {t('create')}
            </Button>
          </form>
        )}
      </DialogContent>
    </Dialog>
  );
}
