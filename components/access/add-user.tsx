'use client';

import { useLocale, useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { ApiProblem, commandApi } from '@/components/api/call-api';
import { useCommand } from '@/components/api/use-command';
import { Button } from '@/components/ui/button';
import { Dialog, DialogContent, DialogTrigger } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { RoleSelect } from './role-select';

/** A button, and the window in which a user is created. */
export function AddUser() {
  const t = useTranslations('access.users');
  const locale = useLocale();
  const [open, setOpen] = useState(false);
  const add = useCommand((body: object) => commandApi('/users', { body }), {
    done: t('added'),
    onDone: () => setOpen(false),
  });
  const wrong = (path: string) =>
    add.error instanceof ApiProblem
      ? add.error.fields.find((field) => field.path === path)?.message
      : undefined;
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    add.mutate({ ...Object.fromEntries(new FormData(event.currentTarget)), locale });
  };
  return (
    <Dialog open={open} onOpenChange={setOpen}>
      <DialogTrigger asChild>
        <Button variant="primary">{t('add')}</Button>
      </DialogTrigger>
      <DialogContent title={t('add')}>
        <form onSubmit={submit} className="flex flex-col gap-4" autoComplete="off">
          <Field label={t('name')} error={wrong('name')} required>
            <Input name="name" required />
          </Field>
          <Field label={t('email')} error={wrong('email')} required>
            <Input name="email" type="email" required />
          </Field>
          <Field label={t('password')} hint={t('password_hint')} error={wrong('password')} required>
            <Input name="password" type="password" autoComplete="new-password" minLength={10} required />
          </Field>
          <Field label={t('role')}>
            <RoleSelect />
          </Field>
          <Button type="submit" variant="primary" busy={add.isPending} className="self-end">
            {t('create')}
          </Button>
        </form>
      </DialogContent>
    </Dialog>
  );
}
