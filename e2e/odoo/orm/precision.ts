import type { Model } from './model';

/** Fields of products whose digits are the setting "Product Price" rather than their own. */
const PRICES = new Set(['list_price', 'lst_price', 'standard_price', 'price_extra', 'price']);

/** Digits behind the point that are kept of what is written from now on; what is kept already stays. Undefined: all. */
export function digitsOf(model: Model, name: string): readonly [number, number] | undefined {
  const recorded = model.cls.fields[name]?.digits;
  if (!Array.isArray(recorded)) return undefined;
  if (!PRICES.has(name) || !model.name.startsWith('product.')) return recorded;
  const settings = model.env.db.table('decimal.precision');
  for (const row of settings.rows.values())
    if (row.name === 'Product Price' && typeof row.digits === 'number') return [recorded[0], row.digits];
  return recorded;
}
