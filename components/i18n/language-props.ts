import type { ReactNode } from 'react';

export interface LanguageProps {
  /** The moment that "two minutes ago" counts from, the same on both sides. */
  readonly now: Date;
  readonly timeZone: string;
  readonly children: ReactNode;
}
