import type { RemoteVariant } from '@/lib/odoo/records';
import type { ProductRow } from '../family';
import { canonicalCode } from '../fields/values';
import { keyOfVariant, type Vocabulary } from './vocabulary';

export interface VariantPair {
  readonly row: ProductRow;
  readonly variant: RemoteVariant;
}

/** What a variant is known by, strongest first. */
export type VariantKey = 'sku' | 'ean' | 'combination';

/**
 * Which variants of one family, untied so far, are the same: by code, then by combination, each only where exactly one
 * on either side has it. An archived record of Odoo's is met by its combination only, and gives way to a live one.
 */
export function meetVariants(
  rows: readonly ProductRow[],
  variants: readonly RemoteVariant[],
  vocabulary: Vocabulary,
  keys: readonly VariantKey[] = ['sku', 'ean', 'combination'],
): VariantPair[] {
  const pairs: VariantPair[] = [];
  const met = new Set<ProductRow | RemoteVariant>();
  const pair = (found: readonly ProductRow[], partners: readonly RemoteVariant[]) => {
    const [row, ...rivals] = found;
    const [variant, ...others] = partners;
    if (!row || !variant || rivals.length + others.length > 0) return;
    pairs.push({ row, variant });
    met.add(row).add(variant);
  };
  for (const key of keys) {
    const free = rows.filter((row) => !met.has(row));
    const partners = variants.filter((variant) => !met.has(variant));
    const ofRows = Map.groupBy(free, (row) => keyHere(row, key, vocabulary));
    const ofVariants = Map.groupBy(partners, (variant) => keyInOdoo(variant, key));
    for (const [value, found] of ofRows) {
      if (value === null) continue;
      const same = ofVariants.get(value) ?? [];
      const awake = same.filter((variant) => variant.active);
      pair(found, awake.length > 0 || key !== 'combination' ? awake : same.slice(0, 1));
    }
  }
  return pairs;
}

function keyHere(row: ProductRow, key: VariantKey, vocabulary: Vocabulary): string | null {
  return key === 'combination' ? vocabulary.keyOf(row.attributes) : canonicalCode(row[key]);
}

function keyInOdoo(variant: RemoteVariant, key: VariantKey): string | null {
  return key === 'combination' ? keyOfVariant(variant) : canonicalCode(variant[key]);
}
