import type { ReactNode } from 'react';
import { LanguageSwitch } from '@/components/auth/language-switch';
import { Brand } from '@/components/shell/brand';

/** A narrow page of its own, without the application around it. */
export default function AuthLayout({ children }: { children: ReactNode }) {
  return (
    <main className="mx-auto flex min-h-dvh w-full max-w-sm flex-col justify-center gap-6 px-4 py-10">
      <Brand className="self-start px-0" />
      {children}
      <LanguageSwitch className="self-center" />
    </main>
  );
}
