'use client';

import { signOut } from 'next-auth/react';
import { useTranslations } from 'next-intl';
import type { FormEvent } from 'react';
import { ApiProblem, commandApi } from '@/components/api/call-api';
import { useCommand } from '@/components/api/use-command';
import { PasswordInput } from '@/components/auth/password-input';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';

const save = (body: object) => commandApi('/me', { method: 'PATCH', body });

/** One's own name. */
export function ProfileForm({ name }: { name: string }) {
  const t = useTranslations('access.profile');
  const change = useCommand(save, { done: t('saved') });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    change.mutate({ name: new FormData(event.currentTarget).get('name') });
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      <Field label={t('name')} required>
        <Input name="name" defaultValue={name} autoComplete="name" maxLength={100} required />
      </Field>
      <Button type="submit" busy={change.isPending} className="self-start">
        {t('save')}
      </Button>
    </form>
  );
}

/** One's own password; afterwards one signs in with the new one. */
export function PasswordForm() {
  const t = useTranslations('access.profile');
  const tc = useTranslations('access.confirm');
  const change = useCommand(save, { onDone: () => void signOut({ callbackUrl: '/sign-in' }) });
  const refusal = change.error instanceof ApiProblem ? change.error : undefined;
  const wrongCurrent = refusal?.code === 'wrong_credentials' ? tc('wrong') : undefined;
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    change.mutate({ password: { current: form.get('current'), new: form.get('new') } });
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      <Field label={t('current')} error={wrongCurrent} required>
        <PasswordInput name="current" autoComplete="current-password" required />
      </Field>
      <Field label={t('new')} hint={t('new_hint')} error={refusal?.fields[0]?.message} required>
        <PasswordInput name="new" autoComplete="new-password" minLength={10} required />
      </Field>
      <Button type="submit" busy={change.isPending} className="self-start">
        {t('change')}
      </Button>
    </form>
  );
}
