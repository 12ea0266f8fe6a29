import type { z } from 'zod';
import { AppError } from '@/lib/errors';
import type { Locale } from '@/lib/i18n/locale';
import { wordsOf } from './words';

/**
 * The value as its schema has it.
 * @throws AppError invalid_request with every wrong field, in the reader's language; unstorable_value for a NUL character
 */
export function validate<S extends z.ZodType>(
  schema: S,
  value: unknown,
  locale: Locale,
  where = '',
): z.output<S> {
  const unstorable = pathsOfNul(value, where);
  if (unstorable.length > 0) {
    const fields = unstorable.map((path) => ({ path, message: 'unstorable_character' }));
    throw new AppError('unstorable_value', {}, { fields });
  }
  const result = schema.safeParse(value, { error: wordsOf(locale) });
  if (result.success) return result.data;
  throw new AppError('invalid_request', {}, { fields: fieldErrors(result.error, where) });
}

/** Wrong fields as `path` (a.b.0) and words; each key that the schema does not know by its own path. */
export function fieldErrors(error: z.ZodError, where = ''): { path: string; message: string }[] {
  const pathOf = (path: readonly PropertyKey[]) => [where, ...path].filter((part) => part !== '').join('.');
  return error.issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => ({ path: pathOf([...issue.path, key]), message: 'unknown_key' }))
      : [{ path: pathOf(issue.path), message: issue.message }],
  );
}

/** Where a NUL character stands, in a text or a name: PostgreSQL keeps none. */
function pathsOfNul(value: unknown, where: string): string[] {
  if (typeof value === 'string') return value.includes('\0') ? [where] : [];
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([name, item]) => {
    const path = where === '' ? name : `${where}.${name}`;
    return name.includes('\0') ? [path.replaceAll('\0', '')] : pathsOfNul(item, path);
  });
}
