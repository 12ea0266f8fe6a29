'use client';

import { type RefObject, useEffect } from 'react';

/** Forms that were sent and not typed into since. */
const sent = new WeakSet<EventTarget>();

if (typeof document !== 'undefined') {
  document.addEventListener('submit', ({ target }) => target && sent.add(target), true);
  document.addEventListener(
    'input',
    ({ target }) => {
      const form = target instanceof Element ? target.closest('form') : null;
      if (form) sent.delete(form);
    },
    true,
  );
}

/**
 * When a form that was sent comes back with errors, the first wrong field has the focus, whichever form it is. An error
 * that appears while somebody types takes nothing away.
 */
export function useFocusWhenRefused(field: RefObject<HTMLElement | null>, error: unknown): void {
  useEffect(() => {
    const form = error ? field.current?.closest('form') : null;
    if (!form || !sent.has(form)) return;
    const first = form.querySelector<HTMLElement>('[aria-invalid="true"]');
    if (first && field.current?.contains(first)) first.focus();
  }, [field, error]);
}
