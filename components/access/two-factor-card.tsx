'use client';

import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { renderSVG } from 'uqr';
import { z } from 'zod';
import { ApiProblem, callApi, commandApi } from '@/components/api/call-api';
import { useCommand } from '@/components/api/use-command';
import { Button } from '@/components/ui/button';
import { CopyButton } from '@/components/ui/copy-button';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Notice } from '@/components/ui/notice';

const prepared = z.object({ secret: z.string(), uri: z.string() });
const enabled = z.object({ recovery_codes: z.array(z.string()) });

/** Turns one's own second factor on, with a picture for the telephone and the recovery codes, or off. */
export function TwoFactorCard({ on }: { on: boolean }) {
  const t = useTranslations('access.two_factor');
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const prepare = useCommand(() => callApi('/me/two-factor', prepared, { method: 'POST' }));
  const enable = useCommand(
    (code: string) => callApi('/me/two-factor', enabled, { method: 'PUT', body: { code } }),
    { onDone: ({ recovery_codes }) => setCodes(recovery_codes) },
  );
  const disable = useCommand(() => commandApi('/me/two-factor', { method: 'DELETE' }), {
    done: t('turned_off'),
  });
  const wrong = enable.error instanceof ApiProblem ? enable.error.message : undefined;
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    enable.mutate(String(new FormData(event.currentTarget).get('code') ?? ''));
  };
  if (codes) {
    return (
      <div className="flex flex-col gap-3">
        <Notice tone="warning">{t('recovery_explained')}</Notice>
        <ul aria-label={t('recovery_codes')} className="grid grid-cols-2 gap-2 font-mono text-sm">
          {codes.map((code) => (
            <li key={code}>{code}</li>
          ))}
        </ul>
        <div className="flex flex-wrap gap-2">
          <CopyButton text={codes.join('\n')} label={t('copy_codes')} />
          <Button size="sm" onClick={() => setCodes(null)}>
            {t('codes_kept')}
          </Button>
        </div>
      </div>
    );
  }
  if (on) {
    return (
      <Button busy={disable.isPending} onClick={() => disable.mutate(undefined)} className="self-start">
        {t('turn_off')}
      </Button>
    );
  }
  if (!prepare.data) {
    return (
      <Button busy={prepare.isPending} onClick={() => prepare.mutate(undefined)} className="self-start">
        {t('turn_on')}
      </Button>
    );
  }
  return (
    <form onSubmit={submit} onInput={() => enable.reset()} className="flex flex-col gap-4">
      <p className="text-muted">{t('scan')}</p>
      <img
        alt={t('picture')}
        className="size-44 rounded-control bg-white p-2"
        src={`data:image/svg+xml;utf8,${encodeURIComponent(renderSVG(prepare.data.uri))}`}
      />
      <code className="rounded-control bg-subtle p-2 font-mono text-sm [overflow-wrap:anywhere]">
        {prepare.data.secret}
      </code>
      <Field label={t('code')} error={wrong} required>
        <Input
          name="code"
          inputMode="numeric"
          autoComplete="one-time-code"
          maxLength={10}
          required
          autoFocus
        />
      </Field>
      <Button type="submit" variant="primary" busy={enable.isPending} className="self-start">
        {t('finish')}
      </Button>
    </form>
  );
}
