/** The languages of the interface; the first is the default. */
export const LOCALES = ['fr', 'en'] as const;
export type Locale = (typeof LOCALES)[number];
export const DEFAULT_LOCALE: Locale = 'fr';
export const LOCALE_COOKIE = 'pm_locale';

export function isLocale(value: unknown): value is Locale {
  return LOCALES.some((locale) => locale === value);
}

/** The chosen language if there is one, else the browser's first language that we have, else French. */
export function pickLocale(chosen: string | undefined, acceptLanguage: string | null): Locale {
  if (isLocale(chosen)) return chosen;
  const wanted = (acceptLanguage ?? '')
    .split(',')
    .map((part) => {
      const [tag = '', weight = 'q=1'] = part.trim().split(';');
      return {
        language: tag.slice(0, 2).toLowerCase(),
        weight: Number(weight.trim().replace('q=', '')) || 0,
      };
    })
    .sort((one, other) => other.weight - one.weight)
    .map(({ language }) => language)
    .find(isLocale);
  return wanted ?? DEFAULT_LOCALE;
}
