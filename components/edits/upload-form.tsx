'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { z } from 'zod';
import { ApiProblem, sendFile } from '@/components/api/call-api';
import { useCommand } from '@/components/api/use-command';
import { Button } from '@/components/ui/button';
import { Field, Fieldset } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { RadioCard, RadioGroup } from '@/components/ui/radio-group';

const SUBJECTS = ['products', 'stock'] as const;
const made = z.object({ id: z.uuid() });

/** Chooses a file and what is in it; the preview follows. */
export function UploadForm() {
  const t = useTranslations('edits.upload');
  const router = useRouter();
  const [subject, setSubject] = useState<(typeof SUBJECTS)[number]>('products');
  const send = useCommand((form: FormData) => sendFile(`/imports?subject=${subject}`, form, made), {
    onDone: ({ id }) => router.push(`/edits/${id}`),
  });
  const wrong = send.error instanceof ApiProblem ? send.error.message : undefined;
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData();
    const file = new FormData(event.currentTarget).get('file');
    if (file) form.append('file', file);
    send.mutate(form);
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-5">
      <Fieldset legend={t('subject')}>
        <RadioGroup
          aria-label={t('subject')}
          value={subject}
          onValueChange={(value) => setSubject(value === 'stock' ? 'stock' : 'products')}
          className="grid gap-3 sm:grid-cols-2"
        >
          {SUBJECTS.map((one) => (
            <RadioCard key={one} value={one} label={t(one)} hint={t(`${one}_hint`)} />
          ))}
        </RadioGroup>
      </Fieldset>
      <Field label={t('file')} hint={t('matching')} error={wrong} required>
        <Input
          type="file"
          name="file"
          accept=".csv,.tsv,.txt,.xlsx,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
          className="h-auto py-1.5 file:me-3 file:rounded-control file:border-0 file:bg-subtle file:px-3 file:py-1 file:text-ink"
          required
        />
      </Field>
      <Button type="submit" variant="primary" busy={send.isPending} className="self-start">
        {t('send')}
      </Button>
    </form>
  );
}
