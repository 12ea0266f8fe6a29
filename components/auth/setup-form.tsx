'use client';

import { useRouter } from 'next/navigation';
import { signIn } from 'next-auth/react';
import { useLocale, useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { z } from 'zod';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Notice } from '@/components/ui/notice';

const problem = z.object({
  detail: z.string(),
  errors: z.array(z.object({ path: z.string(), message: z.string() })).default([]),
});

/** Creates the first administrator and signs in as them. */
export function SetupForm() {
  const t = useTranslations('auth');
  const locale = useLocale();
  const router = useRouter();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<z.infer<typeof problem> | null>(null);
  const wrong = (path: string) => failure?.errors.find((error) => error.path === path)?.message;

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const [email, password] = [form.get('email'), form.get('password')];
    setBusy(true);
    const response = await fetch('/api/v1/setup', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name: form.get('name'), email, password, locale }),
    });
    if (!response.ok) {
      setFailure(problem.parse(await response.json()));
      setBusy(false);
      return;
    }
    await signIn('credentials', { redirect: false, email, password });
    router.replace('/');
    router.refresh();
  };

  return (
    <form onSubmit={submit} className="flex flex-col gap-4" method="post">
      {failure ? <Notice tone="danger">{failure.detail}</Notice> : null}
      <Field label={t('setup.name')} error={wrong('name')} required>
        <Input name="name" autoComplete="name" required autoFocus />
      </Field>
      <Field label={t('sign_in.email')} error={wrong('email')} required>
        <Input name="email" type="email" autoComplete="username" required />
      </Field>
      <Field label={t('sign_in.password')} hint={t('setup.password_hint')} error={wrong('password')} required>
        <Input name="password" type="password" autoComplete="new-password" minLength={10} required />
      </Field>
      <Button type="submit" variant="primary" busy={busy}>
        {t('setup.submit')}
      </Button>
    </form>
  );
}
