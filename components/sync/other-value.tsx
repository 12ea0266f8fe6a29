'use client';

import { useMutation } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useLocale, useTranslations } from 'next-intl';
import { useRef, useState } from 'react';
import { toast } from 'sonner';
import { ApiProblem, commandApi } from '@/components/api/call-api';
import { useProblemText } from '@/components/api/use-command';
import { fromTyped, toTyped } from '@/components/products/decimal-text';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import type { ConflictAnswer } from '@/lib/sync/history/answers';
import { useFieldName } from './field-value';
import { DECIMAL_FIELDS } from './value-kinds';

const TEXTS = new Set(['title', 'name', 'description', 'sku', 'ean']);

/** A third value for a conflict, typed: read in the reader's language, refused beside the field. */
export function OtherValue({ conflict }: { conflict: ConflictAnswer }) {
  const t = useTranslations('sync.conflicts');
  const locale = useLocale();
  const router = useRouter();
  const nameOf = useFieldName();
  const textOf = useProblemText();
  const input = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState<string | null>(null);
  const numeric = DECIMAL_FIELDS.has(conflict.field);
  const settle = useMutation({
    mutationFn: (text: string) =>
      commandApi(`/conflicts/${conflict.id}/resolve`, {
        body: { choice: 'value', value: numeric ? fromTyped(locale, text) : text },
      }),
    onSuccess: () => {
      toast.success(t('settled', { count: 1 }));
      router.refresh();
    },
    onError: () => input.current?.focus(),
  });
  if (!numeric && !TEXTS.has(conflict.field)) return null;
  if (typed === null) {
    const { products_manager_value: here } = conflict;
    const text = typeof here === 'string' ? here : '';
    return (
      <Button
        variant="link"
        size="sm"
        className="mt-2"
        onClick={() => setTyped(numeric ? toTyped(locale, text) : text)}
      >
        {t('use_value')}
      </Button>
    );
  }
  const { error } = settle;
  const wrong =
    error instanceof ApiProblem ? error.fields.find(({ path }) => path === 'value')?.message : undefined;
  return (
    <form
      noValidate
      className="mt-3 flex max-w-md items-end gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        settle.mutate(typed);
      }}
    >
      <Field
        className="flex-1"
        label={`${t('value')} (${nameOf(conflict.field)})`}
        error={error ? (wrong ?? textOf(error)) : undefined}
      >
        <Input
          ref={input}
          autoFocus
          inputMode={numeric ? 'decimal' : undefined}
          value={typed}
          onChange={(event) => {
            settle.reset();
            setTyped(event.target.value);
          }}
        />
      </Field>
      <Button type="submit" busy={settle.isPending} className={error ? 'self-center' : undefined}>
        {t('apply')}
      </Button>
    </form>
  );
}
