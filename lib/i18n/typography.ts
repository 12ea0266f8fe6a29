import type { Locale } from './locale';

/** Sentences by key, in areas. */
export interface Messages {
  readonly [key: string]: string | Messages;
}

/** Between a thing and its unit, around guillemets, before a colon: as wide as a space, never the end of a line. */
const NO_BREAK = '\u00a0';
/** Likewise, but narrow: before ; ! and ? */
const NARROW_NO_BREAK = '\u202f';

/**
 * French sentences as they are set in print, whoever typed them with plain spaces: what belongs together stays on one
 * line. What it is told of other languages stays as it is.
 */
export function typeset(locale: Locale, sentence: string): string {
  if (locale !== 'fr') return sentence;
  return sentence
    .replace(/(?<=\S) (?=[;!?])/g, NARROW_NO_BREAK)
    .replace(/(?<=\S) (?=[:»])|(?<=«) |(?<=[\d}#]) (?=[%€])/g, NO_BREAK);
}

/** All sentences of a language as they are set in print. */
export function typesetAll(locale: Locale, all: Messages): Messages {
  return Object.fromEntries(
    Object.entries(all).map(([key, one]) => [
      key,
      typeof one === 'string' ? typeset(locale, one) : typesetAll(locale, one),
    ]),
  );
}
