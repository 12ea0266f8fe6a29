'use client';

import { Languages, LogOut, Moon, Sun, UserRound } from 'lucide-react';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { signOut } from 'next-auth/react';
import { useLocale, useTranslations } from 'next-intl';
import { buttonClass } from '@/components/ui/button';
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from '@/components/ui/dropdown-menu';
import { LOCALE_COOKIE } from '@/lib/i18n/locale';
import { LANGUAGES } from './languages';
import { THEME_COOKIE } from './theme';

const YEAR = 365 * 24 * 3600;

function remember(cookie: string, value: string) {
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not everywhere yet
  document.cookie = `${cookie}=${value}; path=/; max-age=${YEAR}; samesite=lax`;
}

/** The language, as a switch that is seen without opening a menu. */
export function LanguageSwitch() {
  const t = useTranslations('ui.account');
  const locale = useLocale();
  const router = useRouter();
  return (
    <DropdownMenu>
      <DropdownMenuTrigger
        aria-label={t('language')}
        className={buttonClass({ variant: 'ghost', size: 'sm', class: 'uppercase' })}
      >
        <Languages aria-hidden />
        {locale}
      </DropdownMenuTrigger>
      <DropdownMenuContent>
        {LANGUAGES.map(({ locale: choice, name }) => (
          <DropdownMenuItem
            key={choice}
            lang={choice}
            aria-current={choice === locale}
            className={choice === locale ? 'font-medium' : ''}
            onSelect={() => {
              remember(LOCALE_COOKIE, choice);
              router.refresh();
            }}
          >
            {name}
          </DropdownMenuItem>
        ))}
      </DropdownMenuContent>
    </DropdownMenu>
  );
}

/** Who is signed in, their appearance settings, and the way out. */
export function UserMenu({ name, role }: { name: string; role: 'admin' | 'viewer' }) {
  const t = useTranslations('ui.account');
  const choose = (theme: 'light' | 'dark') => {
    remember(THEME_COOKIE, theme);
    document.documentElement.dataset.theme = theme;
  };
  return (
    <DropdownMenu>
      <DropdownMenuTrigger
        aria-label={t('menu', { name })}
        className="flex size-8 items-center justify-center rounded-full bg-accent font-semibold text-on-accent text-xs uppercase"
      >
        {name.slice(0, 2)}
      </DropdownMenuTrigger>
      <DropdownMenuContent>
        <DropdownMenuLabel>
          <span className="block font-medium text-ink text-sm">{name}</span>
          {t(`role_${role}`)}
        </DropdownMenuLabel>
        <DropdownMenuSeparator />
        <DropdownMenuItem asChild>
          <Link href="/settings/profile">
            <UserRound aria-hidden />
            {t('profile')}
          </Link>
        </DropdownMenuItem>
        <DropdownMenuSeparator />
        <DropdownMenuLabel>{t('theme')}</DropdownMenuLabel>
        <DropdownMenuItem onSelect={() => choose('light')}>
          <Sun aria-hidden />
          {t('theme_light')}
        </DropdownMenuItem>
        <DropdownMenuItem onSelect={() => choose('dark')}>
          <Moon aria-hidden />
          {t('theme_dark')}
        </DropdownMenuItem>
        <DropdownMenuSeparator />
        <DropdownMenuItem onSelect={() => signOut({ callbackUrl: '/sign-in' })}>
          <LogOut aria-hidden />
          {t('sign_out')}
        </DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
