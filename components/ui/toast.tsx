'use client';

import { Toaster as Sonner } from 'sonner';

/** Where short notices appear; `toast` of sonner raises them. */
export function Toaster() {
  return (
    <Sonner
      position="bottom-right"
      toastOptions={{
        style: {
          background: 'var(--surface)',
          color: 'var(--ink)',
          borderColor: 'var(--line)',
          borderRadius: 'var(--radius-card)',
          fontFamily: 'inherit',
        },
        classNames: {
          description: '!text-muted',
          error: '[&_[data-icon]]:text-danger',
          success: '[&_[data-icon]]:text-success',
        },
      }}
    />
  );
}
