import type { Wire } from '../orm/values';

const MARK = '\0';

/** JSON as Python writes it: not-a-number and infinity are bare words (FACTS-2.md D). */
export function pythonJson(value: Wire): string {
  const text = JSON.stringify(value, (_key, item: unknown) =>
    typeof item === 'number' && !Number.isFinite(item) ? `${MARK}${item}` : item,
  );
  return text.replace(/"\\u0000(NaN|-?Infinity)"/g, '$1');
}
