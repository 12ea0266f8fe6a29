'use client';

import Form from 'next/form';
import { type ComponentProps, type ReactNode, useEffect, useRef } from 'react';

const TYPING_PAUSE_MS = 400;

/** A form of filters that sends itself when a choice is made or typing pauses, and by its button without scripts. */
export function AutoForm({ children, ...rest }: ComponentProps<typeof Form> & { children: ReactNode }) {
  const form = useRef<HTMLFormElement>(null);
  const pause = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(pause.current), []);
  return (
    <Form
      ref={form}
      onChange={(event) => {
        const target = event.target;
        const typed =
          target instanceof HTMLInputElement && ['search', 'number', 'date', 'text'].includes(target.type);
        clearTimeout(pause.current);
        pause.current = setTimeout(() => form.current?.requestSubmit(), typed ? TYPING_PAUSE_MS : 0);
      }}
      {...rest}
    >
      {children}
    </Form>
  );
}
