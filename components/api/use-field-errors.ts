'use client';

import { type FormEvent, useCallback, useEffect, useRef, useState } from 'react';
import { ApiProblem } from './call-api';

/**
 * What a form's fields were refused for, by path. The first wrong field gets the focus; a field that is typed in loses
 * its error. `form` goes on the element around the fields.
 */
export function useFieldErrors<E extends HTMLElement>() {
  const form = useRef<E>(null);
  const [refusal, setRefusal] = useState<{ fields: Readonly<Record<string, string>>; number: number }>({
    fields: {},
    number: 0,
  });
  useEffect(() => {
    if (refusal.number === 0) return;
    form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [refusal.number]);
  /** Takes over what was refused; anything else is none of the fields' business. */
  const refuse = useCallback((error: unknown) => {
    if (!(error instanceof ApiProblem)) return;
    const fields = Object.fromEntries(error.fields.map(({ path, message }) => [path, message]));
    setRefusal(({ number }) => ({ fields, number: number + 1 }));
  }, []);
  const forget = useCallback((isGone: (path: string) => boolean = () => true) => {
    setRefusal(({ fields, number }) => ({
      fields: Object.fromEntries(Object.entries(fields).filter(([path]) => !isGone(path))),
      number,
    }));
  }, []);
  /** For `onInput` of a form whose controls are named like the paths. */
  const typed = useCallback(
    ({ target }: FormEvent) => {
      const name = target instanceof HTMLElement ? target.getAttribute('name') : null;
      if (name !== null) forget((path) => path === name);
    },
    [forget],
  );
  return { form, errors: refusal.fields, refuse, forget, typed };
}
