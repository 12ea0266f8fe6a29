import type { Locale } from '@/lib/i18n/locale';

/** The languages, each by its own name. */
export const LANGUAGES: readonly { locale: Locale; name: string }[] = [
  { locale: 'fr', name: 'Français' },
  { locale: 'en', name: 'English' },
];
