import type { ReactNode } from 'react';
import type { Locale } from '@/lib/i18n/locale';
import { English } from './english';
import { French } from './french';

export interface LanguageProps {
  /** The moment that "two minutes ago" counts from, the same on both sides. */
  readonly now: Date;
  readonly timeZone: string;
  readonly children: ReactNode;
}

const LANGUAGES = { fr: French, en: English } as const;

/** Gives components in the browser their sentences, which it keeps between pages. */
export function Language({ locale, ...props }: LanguageProps & { locale: Locale }) {
  const Provider = LANGUAGES[locale];
  return <Provider {...props} />;
}
