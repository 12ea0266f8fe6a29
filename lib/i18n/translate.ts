import { createTranslator } from 'next-intl';
import type { AppError } from '@/lib/errors';
import type { Locale } from './locale';
import { loadMessages } from './messages';

type Translator = (key: string, values: Record<string, string | number | Date>) => string;

/** A sentence outside of a component: `area.key` with its parameters; the key itself when it has none. */
export function translate(
  locale: Locale,
  key: string,
  params: Readonly<Record<string, unknown>> = {},
): string {
  // Keys come from the areas' files, so their type is known only to the test of the messages.
  const translator = createTranslator({
    locale,
    messages: loadMessages(locale),
    onError: () => undefined,
    getMessageFallback: ({ key: missing }) => missing,
  }) as unknown as Translator;
  return translator(
    key,
    Object.fromEntries(Object.entries(params).map(([name, value]) => [name, printable(value)])),
  );
}

function printable(value: unknown): string | number | Date {
  if (typeof value === 'number' || typeof value === 'string' || value instanceof Date) return value;
  return Array.isArray(value) ? value.join(', ') : String(value ?? '');
}

/** What a person can do about an error, in their language. */
export function explain(locale: Locale, error: AppError): string {
  return translate(locale, `errors.${error.code}`, { ...error.params });
}
