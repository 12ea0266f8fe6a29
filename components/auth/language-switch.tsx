'use client';

import { useRouter } from 'next/navigation';
import { useLocale, useTranslations } from 'next-intl';
import { Select } from '@/components/ui/select';
import { LOCALE_COOKIE, LOCALES } from '@/lib/i18n/locale';

const A_YEAR = 365 * 24 * 3600;

/** Chooses the language of the interface; remembered by this browser. */
export function LanguageSwitch({ className }: { className?: string }) {
  const t = useTranslations('auth');
  const router = useRouter();
  const choose = (locale: string) => {
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser we support.
    document.cookie = `${LOCALE_COOKIE}=${locale}; path=/; max-age=${A_YEAR}; samesite=lax`;
    router.refresh();
  };
  return (
    <Select
      aria-label={t('language')}
      className={className}
      value={useLocale()}
      onChange={(event) => choose(event.target.value)}
    >
      {LOCALES.map((locale) => (
        <option key={locale} value={locale}>
          {t(`languages.${locale}`)}
        </option>
      ))}
    </Select>
  );
}
