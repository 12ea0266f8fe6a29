import { AppError } from '@/lib/errors';
import { textKey } from '../text';

export const MAX_IMAGES = 10;

type Attributes = Readonly<Record<string, string>>;

/** Equal for two variants of the same combination, whatever the order, case and accents of its attributes. */
export function combinationKey(attributes: Attributes): string {
  return JSON.stringify(
    Object.entries(attributes)
      .map(([name, value]) => [textKey(name), textKey(value)])
      .sort(([one = ''], [other = '']) => (one < other ? -1 : 1)),
  );
}

function namesKey(attributes: Attributes): string {
  return JSON.stringify(Object.keys(attributes).map(textKey).sort());
}

/** "Couleur: Rouge, Taille: M" */
export function describeCombination(attributes: Attributes): string {
  return Object.entries(attributes)
    .map(([name, value]) => `${name}: ${value}`)
    .join(', ');
}

/**
 * A variant has the same attribute names as its sisters and a combination of its own (C2).
 * @throws AppError attribute_names_differ, combination_taken
 */
export function checkCombination(attributes: Attributes, sisters: readonly Attributes[]): void {
  const [first] = sisters;
  if (first && namesKey(attributes) !== namesKey(first)) {
    throw new AppError('attribute_names_differ', { names: Object.keys(first) });
  }
  const key = combinationKey(attributes);
  if (sisters.some((sister) => combinationKey(sister) === key)) {
    throw new AppError('combination_taken', { combination: describeCombination(attributes) });
  }
}

/** What a variant has from its parent, as in Odoo, where it belongs to the template. */
export const FIELDS_OF_PARENT = ['title', 'description', 'category_id', 'status'] as const;
export type FieldOfParent = (typeof FIELDS_OF_PARENT)[number];

/** What only a variant can carry, as in Odoo; its product's value is what a variant without one of its own gets. */
export const FIELDS_OF_VARIANTS = ['costPrice', 'weight', 'volume'] as const;

/** Codes tell one thing from another: a product that has variants has none of its own. */
export const CODES = ['sku', 'ean'] as const;
