'use client';

import Form from 'next/form';
import { type ComponentProps, type ReactNode, useEffect, useRef } from 'react';

const TYPING_PAUSE_MS = 300;
const TYPED = ['search', 'number', 'date', 'text'];

/**
 * A form of filters that sends itself when a choice is made or typing pauses, and by its button without scripts.
 * @param shown what the list's address asks for, by the names of the fields: where it changes by other means (a link, a
 *   saved view, the browser's arrows) the fields follow, and what was chosen before the page came alive is asked now
 */
export function AutoForm({
  shown,
  children,
  ...rest
}: ComponentProps<typeof Form> & { shown?: Readonly<Record<string, string>>; children: ReactNode }) {
  const form = useRef<HTMLFormElement>(null);
  const pause = useRef<ReturnType<typeof setTimeout>>(undefined);
  const alive = useRef(false);
  const address = shown && JSON.stringify(shown);
  useEffect(() => () => clearTimeout(pause.current), []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a page that is drawn again with the same address changes nothing
  useEffect(() => {
    if (!shown) return;
    for (const control of form.current?.elements ?? []) {
      if (!(control instanceof HTMLInputElement || control instanceof HTMLSelectElement)) continue;
      const asked = shown[control.name] ?? '';
      // Nobody's words are taken from under their fingers.
      if (control.value === asked || control === document.activeElement) continue;
      if (alive.current) control.value = asked;
      else pause.current = setTimeout(() => form.current?.requestSubmit());
    }
    alive.current = true;
  }, [address]);
  return (
    <Form
      ref={form}
      onChange={({ target }) => {
        const typed = target instanceof HTMLInputElement && TYPED.includes(target.type);
        clearTimeout(pause.current);
        pause.current = setTimeout(() => form.current?.requestSubmit(), typed ? TYPING_PAUSE_MS : 0);
      }}
      {...rest}
    >
      {children}
    </Form>
  );
}
