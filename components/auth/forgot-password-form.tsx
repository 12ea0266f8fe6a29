'use client';

import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { ApiProblem, commandApi } from '@/components/api/call-api';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Notice } from '@/components/ui/notice';

/** Asks for a link to choose a new password. What it says afterwards is the same for whoever is not known. */
export function ForgotPasswordForm() {
  const t = useTranslations('auth');
  const [state, setState] = useState<'idle' | 'busy' | 'sent'>('idle');
  const [failure, setFailure] = useState<string | null>(null);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const email = new FormData(event.currentTarget).get('email');
    setState('busy');
    setFailure(null);
    try {
      await commandApi('/password-resets', { body: { email } });
      setState('sent');
    } catch (error) {
      setFailure(error instanceof ApiProblem ? error.message : t('sign_in.unavailable'));
      setState('idle');
    }
  };
  if (state === 'sent') return <Notice tone="success">{t('forgot.sent')}</Notice>;
  return (
    <form onSubmit={submit} className="flex flex-col gap-4" method="post">
      {failure ? <Notice tone="danger">{failure}</Notice> : null}
      <Field label={t('sign_in.email')} required>
        <Input name="email" type="email" autoComplete="username" required autoFocus />
      </Field>
      <Button type="submit" variant="primary" busy={state === 'busy'}>
        {t('forgot.submit')}
      </Button>
    </form>
  );
}
