import { combinationKey } from './rules';

/** An attribute with the values it is to have: `{ name: "Taille", values: ["S", "M"] }`. */
export interface AttributeValues {
  readonly name: string;
  readonly values: readonly string[];
}

/** Values typed with commas or line ends between them, blanks and repetitions dropped. */
export function splitValues(typed: string): string[] {
  const values = typed.split(/[,;\n]/).map((value) => value.trim());
  return [...new Set(values.filter((value) => value !== ''))];
}

/** Every combination of the values that is not among `existing`; none while an attribute lacks name or values. */
export function missingCombinations(
  attributes: readonly AttributeValues[],
  existing: readonly Readonly<Record<string, string>>[],
): Record<string, string>[] {
  const complete = attributes.every(({ name, values }) => name.trim() !== '' && values.length > 0);
  if (attributes.length === 0 || !complete) return [];
  const all = attributes.reduce<Record<string, string>[]>(
    (combinations, { name, values }) =>
      combinations.flatMap((combination) =>
        values.map((value) => ({ ...combination, [name.trim()]: value })),
      ),
    [{}],
  );
  const seen = new Set(existing.map(combinationKey));
  return all.filter((combination) => {
    const key = combinationKey(combination);
    const fresh = !seen.has(key);
    seen.add(key);
    return fresh;
  });
}
