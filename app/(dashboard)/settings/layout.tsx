import type { ReactNode } from 'react';
import { SettingsNavigation } from '@/components/shell/settings-navigation';
import { pageContext } from '@/lib/auth/page';

export default async function SettingsLayout({ children }: { children: ReactNode }) {
  const ctx = await pageContext();
  return (
    <>
      <SettingsNavigation role={ctx.actor.role} />
      {children}
    </>
  );
}
