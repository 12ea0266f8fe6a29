'use client';

import { useRouter } from 'next/navigation';
import { signIn } from 'next-auth/react';
import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Notice } from '@/components/ui/notice';
import { PasswordInput } from './password-input';

type Failure = 'wrong_credentials' | 'too_many_attempts' | 'unavailable' | 'code_required' | 'wrong_code';
const FAILURES: readonly Failure[] = ['too_many_attempts', 'code_required', 'wrong_code'];

/** E-mail and password. Afterwards the page at `next` opens. */
export function SignInForm({ next }: { next: string }) {
  const t = useTranslations('auth.sign_in');
  const router = useRouter();
  const [busy, setBusy] = useState(false);
  const [wantsCode, setWantsCode] = useState(false);
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
      ...(wantsCode ? { code: form.get('code') } : {}),
    }).catch(() => undefined);
    if (result?.ok) {
      router.replace(next);
      router.refresh();
      return;
    }
    setBusy(false);
    const reason = failureOf(result?.error);
    if (reason === 'code_required') setWantsCode(true);
    setFailure(reason === 'code_required' ? null : reason);
  };

  return (
    <form onSubmit={submit} className="flex flex-col gap-4" method="post">
      {failure ? <Notice tone="danger">{t(failure)}</Notice> : null}
      <Field label={t('email')} required>
        <Input name="email" type="email" autoComplete="username" required autoFocus />
      </Field>
      <Field label={t('password')} required>
        <PasswordInput name="password" autoComplete="current-password" required />
      </Field>
      {wantsCode ? (
        <Field label={t('code')} hint={t('code_hint')} required>
          <Input
            name="code"
            autoComplete="one-time-code"
            inputMode="text"
            maxLength={40}
            required
            autoFocus
          />
        </Field>
      ) : null}
      <Button type="submit" variant="primary" busy={busy}>
        {t('submit')}
      </Button>
    </form>
  );
}

function failureOf(code: string | null | undefined): Failure {
  const known = FAILURES.find((failure) => failure === code);
  if (known) return known;
  return code === 'wrong_credentials' || code === 'CredentialsSignin' ? 'wrong_credentials' : 'unavailable';
}
