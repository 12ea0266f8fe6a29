import type { ReactNode } from 'react';
import { Brand } from './brand';

/** A page without the application around it, under our mark. */
export function LonePage({ children }: { children: ReactNode }) {
  return (
    <main className="mx-auto flex min-h-dvh w-full max-w-xl flex-col justify-center gap-6 px-4 py-10">
      <Brand className="self-center" />
      {children}
    </main>
  );
}
