'use client';

import { useRouter } from 'next/navigation';
import { signIn } from 'next-auth/react';
import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Notice } from '@/components/ui/notice';

type Failure = 'wrong_credentials' | 'too_many_attempts' | 'unavailable';

/** E-mail and password. Afterwards the page at `next` opens. */
export function SignInForm({ next }: { next: string }) {
  const t = useTranslations('auth.sign_in');
  const router = useRouter();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setBusy(true);
    setFailure(null);
    const result = await signIn('credentials', {
      redirect: false,
      email: form.get('email'),
      password: form.get('password'),
    }).catch(() => undefined);
    if (result?.ok) {
      router.replace(next);
      router.refresh();
      return;
    }
    setBusy(false);
    setFailure(failureOf(result?.error));
  };

  return (
    <form onSubmit={submit} className="flex flex-col gap-4" method="post">
      {failure ? <Notice tone="danger">{t(failure)}</Notice> : null}
      <Field label={t('email')} required>
        <Input name="email" type="email" autoComplete="username" required autoFocus />
      </Field>
      <Field label={t('password')} required>
        <Input name="password" type="password" autoComplete="current-password" required />
      </Field>
      <Button type="submit" variant="primary" busy={busy}>
        {t('submit')}
      </Button>
    </form>
  );
}

function failureOf(code: string | null | undefined): Failure {
  if (code === 'too_many_attempts') return code;
  return code === 'wrong_credentials' || code === 'CredentialsSignin' ? 'wrong_credentials' : 'unavailable';
}
