import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { ConfirmPerson } from '@/components/access/confirm-person';
import { Bell } from '@/components/notifications/bell';
import { SearchEverywhere } from '@/components/search/search-everywhere';
import { Brand } from './brand';
import { PhoneNavigation } from './phone-navigation';
import { type OpenCounts, SidebarNavigation } from './sidebar-navigation';
import { LanguageSwitch, UserMenu } from './user-menu';

/** What surrounds every page: places at the side, person and language on top, and room for a banner. */
export function Shell({
  version,
  person,
  counts,
  banner,
  children,
}: {
  version: string;
  person: { name: string; role: 'admin' | 'viewer' };
  counts: OpenCounts;
  banner: ReactNode;
  children: ReactNode;
}) {
  const t = useTranslations('ui');
  return (
    <div className="lg:grid lg:min-h-dvh lg:grid-cols-[15rem_minmax(0,1fr)]">
      <a
        href="#content"
        className="sr-only z-50 rounded-control bg-accent px-4 py-2 text-on-accent focus:not-sr-only focus:fixed focus:start-3 focus:top-3"
      >
        {t('skip_to_content')}
      </a>
      <aside className="sticky top-0 hidden h-dvh flex-col gap-5 overflow-y-auto border-e px-3 py-4 lg:flex">
        <Brand />
        <SidebarNavigation counts={counts} />
        <p className="mt-auto px-2.5 text-faint text-xs">Products Manager {version}</p>
      </aside>
      <div className="flex min-h-dvh min-w-0 flex-col">
        <header className="sticky top-0 z-30 flex h-14 items-center gap-2 border-b bg-canvas/90 px-3 backdrop-blur sm:px-6 lg:h-12 lg:border-transparent">
          <PhoneNavigation counts={counts} />
          <div className="lg:hidden">
            <Brand brief />
          </div>
          <div className="ms-auto flex items-center gap-2">
            <SearchEverywhere role={person.role} />
            <Bell />
            <LanguageSwitch />
            <UserMenu {...person} />
          </div>
        </header>
        {banner}
        <main
          id="content"
          tabIndex={-1}
          className="mx-auto w-full max-w-7xl flex-1 px-4 py-6 outline-none sm:px-6"
        >
          {children}
        </main>
        <footer className="px-4 pb-4 text-faint text-xs lg:hidden">Products Manager {version}</footer>
        <ConfirmPerson />
      </div>
    </div>
  );
}
