'use client';

import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { cn } from '@/components/ui/cn';
import { SETTINGS_PLACES } from './settings-places';

/** On a phone the row is wider than the screen: the place one is at is brought to its middle. */
function intoSight(link: HTMLElement | null): void {
  const row = link?.closest('nav');
  if (link && row) row.scrollLeft = link.offsetLeft - (row.clientWidth - link.clientWidth) / 2;
}

/** The parts of the settings; a viewer is shown the ones they may open. */
export function SettingsNavigation({ role }: { role: 'admin' | 'viewer' }) {
  const t = useTranslations('ui.settings');
  const path = usePathname();
  return (
    <nav
      aria-label={t('title')}
      className="relative mb-6 overflow-x-auto overflow-y-hidden shadow-[inset_0_-1px_var(--line)]"
    >
      <ul className="flex gap-5">
        {SETTINGS_PLACES.filter(({ admin }) => role === 'admin' || !admin).map(({ id }) => {
          const href = `/settings/${id}`;
          const current = path.startsWith(href);
          return (
            <li key={id}>
              <Link
                ref={current ? intoSight : undefined}
                href={href}
                aria-current={current ? 'page' : undefined}
                className={cn(
                  'block whitespace-nowrap border-transparent border-b-2 px-0.5 pt-0.5 pb-2.5 font-medium text-muted hover:text-ink focus-visible:outline-offset-[-2px]',
                  current && 'border-accent text-ink',
                )}
              >
                {t(id)}
              </Link>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
