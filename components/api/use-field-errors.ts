'use client';

import { type FormEvent, useCallback, useEffect, useRef, useState } from 'react';
import { toast } from 'sonner';
import { ApiProblem } from './call-api';

/**
 * What a form's fields were refused for, by path. The first wrong field gets the focus; a field that is typed in loses
 * its error. `form` goes on the element around the fields.
 */
export function useFieldErrors<E extends HTMLElement>() {
  const form = useRef<E>(null);
  const [fields, setFields] = useState<Readonly<Record<string, string>>>({});
  /** As they were refused, whatever is typed afterwards: each time anew. */
  const [refused, setRefused] = useState<readonly string[]>([]);
  useEffect(() => {
    if (refused.length === 0) return;
    const wrong = form.current?.querySelector<HTMLElement>('[aria-invalid="true"]');
    // Of a field that the form does not show somebody must hear all the same.
    if (wrong) wrong.focus();
    else for (const message of refused) toast.error(message);
  }, [refused]);
  /** Takes over what was refused of the fields. @returns whether there was any; the rest is none of their business */
  const refuse = useCallback((error: unknown) => {
    if (!(error instanceof ApiProblem)) return false;
    setFields(Object.fromEntries(error.fields.map(({ path, message }) => [path, message])));
    setRefused(error.fields.map(({ message }) => message));
    return error.fields.length > 0;
  }, []);
  const forget = useCallback((isGone: (path: string) => boolean = () => true) => {
    setFields((now) => Object.fromEntries(Object.entries(now).filter(([path]) => !isGone(path))));
  }, []);
  /** For `onInput` of a form whose controls are named like the paths. */
  const typed = useCallback(
    ({ target }: FormEvent) => {
      const name = target instanceof HTMLElement ? target.getAttribute('name') : null;
      if (name !== null) forget((path) => path === name);
    },
    [forget],
  );
  return { form, errors: fields, refuse, forget, typed };
}
