'use client';

import { useLocale, useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { commandApi } from '@/components/api/call-api';
import { useCommand } from '@/components/api/use-command';
import { useFieldErrors } from '@/components/api/use-field-errors';
import { Button } from '@/components/ui/button';
import { Dialog, DialogContent, DialogTrigger } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { RadioCard, RadioGroup } from '@/components/ui/radio-group';
import { RoleSelect } from './role-select';

/**
 * A button, and the window in which a user is created: by a letter in which they choose their password themselves, or
 * with a password that is told to them. `byMail`: a mail server is set.
 */
export function AddUser({ byMail }: { byMail: boolean }) {
  const t = useTranslations('access.users');
  const locale = useLocale();
  const [open, setOpen] = useState(false);
  const [how, setHow] = useState(byMail ? 'invitation' : 'password');
  const invited = how === 'invitation';
  const wrong = useFieldErrors<HTMLFormElement>();
  const add = useCommand(
    (body: object) => {
      wrong.forget();
      return commandApi(invited ? '/users/invitations' : '/users', { body });
    },
    { refuse: wrong.refuse, done: t(invited ? 'invited' : 'added'), onDone: () => setOpen(false) },
  );
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
        <form
          ref={wrong.form}
          onSubmit={submit}
          onInput={wrong.typed}
          className="flex flex-col gap-4"
          autoComplete="off"
        >
          <Field label={t('name')} error={wrong.errors.name} required>
            <Input name="name" required />
          </Field>
          <Field label={t('email')} error={wrong.errors.email} required>
            <Input name="email" type="email" required />
          </Field>
          <Field label={t('role')}>
            <RoleSelect />
          </Field>
          <RadioGroup value={how} onValueChange={setHow} aria-label={t('first_password')}>
            <RadioCard
              value="invitation"
              disabled={!byMail}
              label={t('by_invitation')}
              hint={t(byMail ? 'by_invitation_hint' : 'no_mail_server')}
            />
            <RadioCard value="password" label={t('by_password')} hint={t('by_password_hint')} />
          </RadioGroup>
          {invited ? null : (
            <Field label={t('password')} hint={t('password_hint')} error={wrong.errors.password} required>
              <Input name="password" type="password" autoComplete="new-password" minLength={10} required />
            </Field>
          )}
          <Button type="submit" variant="primary" busy={add.isPending} className="self-end">
            {t(invited ? 'invite' : 'create')}
          </Button>
        </form>
      </DialogContent>
    </Dialog>
  );
}
