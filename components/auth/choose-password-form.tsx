'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { ApiProblem, commandApi } from '@/components/api/call-api';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Notice } from '@/components/ui/notice';
import { PasswordInput } from './password-input';

/** Chooses a password by the link of a letter: its token stands behind the # of the address. */
export function ChoosePasswordForm() {
  const t = useTranslations('auth');
  const router = useRouter();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const password = new FormData(event.currentTarget).get('password');
    setBusy(true);
    setFailure(null);
    try {
      const token = window.location.hash.slice(1) || '-';
      await commandApi('/password-links/redeem', { body: { token, password } });
      router.replace('/sign-in');
    } catch (error) {
      const said = error instanceof ApiProblem ? (error.fields[0]?.message ?? error.message) : null;
      setFailure(said ?? t('sign_in.unavailable'));
      setBusy(false);
    }
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-4" method="post">
      {failure ? <Notice tone="danger">{failure}</Notice> : null}
      <Field label={t('choose.password')} hint={t('setup.password_hint')} required>
        <PasswordInput name="password" autoComplete="new-password" minLength={10} required />
      </Field>
      <Button type="submit" variant="primary" busy={busy}>
        {t('choose.submit')}
      </Button>
    </form>
  );
}
