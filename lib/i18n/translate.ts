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

/** Whether the language has a sentence of its own under `area.key`. */
export function hasSentence(locale: Locale, key: string): boolean {
  let at: unknown = loadMessages(locale);
  for (const part of key.split('.')) at = typeof at === 'object' && at ? Reflect.get(at, part) : undefined;
  return typeof at === 'string';
}

/** What happened and what to do about it, for the codes of `remedies` (Odoo's refusals and a run's errors). */
export function explainCode(
  locale: Locale,
  code: string,
  params: Readonly<Record<string, unknown>> = {},
): { message: string; remedy: string } {
  const known = hasSentence(locale, `remedies.${code}.message`) ? code : 'unknown';
  const values = {
    odooMessage: '',
    ...params,
    ...namedField(locale, params),
    ...writtenNumbers(locale, params),
    ...namedGroups(params),
    code,
  };
  return {
    message: translate(locale, `remedies.${known}.message`, values),
    remedy: translate(locale, `remedies.${known}.remedy`, values),
  };
}

/** Which groups Odoo says would allow it: none where a record rule refuses, or nobody has the right. */
function namedGroups({ groups }: Readonly<Record<string, unknown>>): { groups: string; named: string } {
  const names = String(printable(groups));
  return { groups: names, named: names === '' ? 'no' : 'yes' };
}

/** The field that an error is about, as the reader knows it; what we have no word for stays as it is. */
function namedField(locale: Locale, { field }: Readonly<Record<string, unknown>>): { field?: string } {
  const key = `sync.field.${String(field)}`;
  return typeof field === 'string' && hasSentence(locale, key) ? { field: translate(locale, key) } : {};
}

/** Amounts and quantities as the reader writes them: "66.6" → "66,60", "1.48e+14" → "148 000 000 000 000". */
function writtenNumbers(locale: Locale, params: Readonly<Record<string, unknown>>): Record<string, string> {
  const names = ['price', 'billed', 'difference', 'free', ...('field' in params ? ['value'] : [])];
  return Object.fromEntries(
    names.flatMap((name): [string, string][] => {
      const text = String(params[name] ?? '');
      if (!/^-?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(text)) return [];
      const money = name === 'price' || name === 'billed';
      const digits = { minimumFractionDigits: money ? 2 : 0, maximumFractionDigits: 6 };
      return [[name, new Intl.NumberFormat(locale, digits).format(Number(text))]];
    }),
  );
}

/** The sentence of one wrong field: of the code `errors.fields.<code>` where it is one, else the words as they are. */
export function explainField(
  locale: Locale,
  message: string,
  params: Readonly<Record<string, unknown>> = {},
): string {
  const key = `errors.fields.${message}`;
  return /^[a-z_]+$/.test(message) && hasSentence(locale, key) ? translate(locale, key, params) : message;
}

/** What a person can do about an error, in their language. */
export function explain(locale: Locale, error: AppError): string {
  if (error.code === 'odoo_failed' && typeof error.params.reason === 'string') {
    const { message, remedy } = explainCode(locale, error.params.reason, error.params);
    return `${message} ${remedy}`;
  }
  return translate(locale, `errors.${error.code}`, { ...error.params });
}
