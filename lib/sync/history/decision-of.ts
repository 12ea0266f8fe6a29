import { z } from 'zod';
import type { conflicts } from '@/db/schema/inbox';
import type { Decision } from '../core/rules';
import { readTypedValue } from './typed-value';

const json = z
  .json()
  .nullish()
  .transform((value) => value ?? null);

/**
 * What a person decided about a field; null while nobody has, and where the question is who is who. A typed value that the field does not take decides
 * nothing: it is left out, and the question is asked anew.
 */
export function decisionOf(row: typeof conflicts.$inferSelect): Decision | null {
  const { kind, field, choice, reason, chosenValue, hereValue, odooValue } = row;
  if (choice === null || reason === 'several_candidates') return null;
  const seen = { sawHere: json.parse(hereValue), sawOdoo: json.parse(odooValue) };
  if (choice !== 'value') return { choice, ...seen };
  const typed = readTypedValue(kind, field, chosenValue);
  return 'value' in typed ? { choice, value: typed.value, ...seen } : { choice, ...seen };
}
