import type { Locale } from '@/lib/i18n/locale';
import { English } from './english';
import { French } from './french';
import type { LanguageProps } from './language-props';

const LANGUAGES = { fr: French, en: English } as const;

/** Gives components in the browser their sentences, which it keeps between pages. */
export function Language({ locale, ...props }: LanguageProps & { locale: Locale }) {
  const Provider = LANGUAGES[locale];
  return <Provider {...props} />;
}
