'use client';

import { useRouter } from 'next/navigation';
import { signIn } from 'next-auth/react';
import { useLocale, useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { commandApi } from '@/components/api/call-api';
import { useProblemText } from '@/components/api/use-command';
import { useFieldErrors } from '@/components/api/use-field-errors';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Notice } from '@/components/ui/notice';
import { PasswordInput } from './password-input';

/** Creates the first administrator and signs in as them. */
export function SetupForm() {
  const t = useTranslations('auth');
  const locale = useLocale();
  const router = useRouter();
  const textOf = useProblemText();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const { form, errors, refuse, typed } = useFieldErrors<HTMLFormElement>();

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const { name, email, password } = Object.fromEntries(new FormData(event.currentTarget));
    setBusy(true);
    setFailure(null);
    try {
      await commandApi('/setup', { body: { name, email, password, locale } });
      await signIn('credentials', { redirect: false, email, password });
      router.replace('/');
      router.refresh();
    } catch (error) {
      setFailure(textOf(error));
      refuse(error);
      setBusy(false);
    }
  };

  return (
    <form ref={form} onSubmit={submit} onInput={typed} className="flex flex-col gap-4" method="post">
      {failure ? <Notice tone="danger">{failure}</Notice> : null}
      <Field label={t('setup.name')} error={errors.name} required>
        <Input name="name" autoComplete="name" required autoFocus />
      </Field>
      <Field label={t('sign_in.email')} error={errors.email} required>
        <Input name="email" type="email" autoComplete="username" required />
      </Field>
      <Field label={t('sign_in.password')} hint={t('setup.password_hint')} error={errors.password} required>
        <PasswordInput name="password" autoComplete="new-password" minLength={10} required />
      </Field>
      <Button type="submit" variant="primary" busy={busy}>
        {t('setup.submit')}
      </Button>
    </form>
  );
}
