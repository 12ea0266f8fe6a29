'use client';

import { useTranslations } from 'next-intl';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { ApiProblem, commandApi, confirmPersonWith } from '@/components/api/call-api';
import { PasswordInput } from '@/components/auth/password-input';
import { Button } from '@/components/ui/button';
import { Dialog, DialogContent } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';

/** Asks for the password once more when something dangerous is about to be done; placed once, in the shell. */
export function ConfirmPerson() {
  const t = useTranslations('access.confirm');
  const [open, setOpen] = useState(false);
  const [busy, setBusy] = useState(false);
  const [wantsCode, setWantsCode] = useState(false);
  const [wrong, setWrong] = useState<string>();
  const answer = useRef<(confirmed: boolean) => void>(undefined);

  useEffect(() => {
    confirmPersonWith(() => {
      setWrong(undefined);
      setOpen(true);
      return new Promise((resolve) => {
        answer.current = resolve;
      });
    });
    return () => confirmPersonWith(null);
  }, []);

  const close = (confirmed: boolean) => {
    setOpen(false);
    answer.current?.(confirmed);
  };
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const body = { password: form.get('password'), ...(wantsCode ? { code: form.get('code') } : {}) };
    setBusy(true);
    try {
      await commandApi('/me/confirm', { body });
      close(true);
    } catch (error) {
      const problem = error instanceof ApiProblem ? error : null;
      if (problem?.code === 'code_required') setWantsCode(true);
      else if (problem?.code === 'wrong_credentials') setWrong(t('wrong'));
      else setWrong(problem?.message ?? t('failed'));
    } finally {
      setBusy(false);
    }
  };

  return (
    <Dialog open={open} onOpenChange={(next) => (next ? setOpen(true) : close(false))}>
      <DialogContent title={t('title')} description={t('explained')}>
        <form onSubmit={submit} className="flex flex-col gap-4">
          <Field label={t('password')} error={wrong} required>
            <PasswordInput name="password" autoComplete="current-password" required autoFocus />
          </Field>
          {wantsCode ? (
            <Field label={t('code')} required>
              <Input name="code" autoComplete="one-time-code" maxLength={40} required />
            </Field>
          ) : null}
          <Button type="submit" variant="primary" busy={busy} className="self-end">
            {t('confirm')}
          </Button>
        </form>
      </DialogContent>
    </Dialog>
  );
}
