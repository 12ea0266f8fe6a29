'use client';

import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { cn } from '@/components/ui/cn';
import { NAVIGATION } from './navigation';

export interface OpenCounts {
  errors: number;
  conflicts: number;
}

/** The list of places; the current one is marked for eyes and for screen readers. */
export function SidebarNavigation({ counts, onNavigate }: { counts: OpenCounts; onNavigate?: () => void }) {
  const t = useTranslations('ui');
  const path = usePathname();
  return (
    <nav aria-label={t('main_navigation')} className="flex flex-col gap-4">
      {NAVIGATION.map(({ label, items }) => (
        <div key={items[0]?.href}>
          {label ? <p className="px-2.5 pb-1 font-medium text-faint text-xs">{t(`nav.${label}`)}</p> : null}
          <ul className="flex flex-col gap-px">
            {items.map(({ href, label: name, icon: Icon, count }) => {
              const current = href === '/' ? path === '/' : path.startsWith(href);
              const number = count ? counts[count] : 0;
              return (
                <li key={href}>
                  <Link
                    href={href}
                    onClick={onNavigate}
                    aria-current={current ? 'page' : undefined}
                    className={cn(
                      'flex items-center gap-2.5 rounded-control px-2.5 py-1.5 text-muted transition-colors hover:bg-hover hover:text-ink max-lg:py-2.5',
                      current && 'bg-hover font-medium text-ink',
                    )}
                  >
                    <Icon aria-hidden className={cn('size-4 shrink-0', current && 'text-accent')} />
                    <span className="min-w-0 flex-1 truncate">{t(`nav.${name}`)}</span>
                    {number > 0 ? (
                      <span
                        className={cn(
                          'rounded-full px-1.5 font-medium text-xs tabular-nums',
                          count === 'errors' ? 'bg-danger-soft text-danger' : 'bg-warning-soft text-warning',
                        )}
                      >
                        {number > 999 ? '999+' : number}
                      </span>
                    ) : null}
                  </Link>
                </li>
              );
            })}
          </ul>
        </div>
      ))}
    </nav>
  );
}
