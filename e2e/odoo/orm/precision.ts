import type { Model } from './model';

/** Fields of products whose digits are a setting rather than their own. */
const SETTING: Readonly<Record<string, string>> = {
  list_price: 'Product Price',
  lst_price: 'Product Price',
  standard_price: 'Product Price',
  price_extra: 'Product Price',
  price: 'Product Price',
  weight: 'Stock Weight',
  volume: 'Volume',
};

/** Digits behind the point that are kept of what is written from now on; what is kept already stays. Undefined: all. */
export function digitsOf(model: Model, name: string): readonly [number, number] | undefined {
  const recorded = model.cls.fields[name]?.digits;
  if (!Array.isArray(recorded)) return undefined;
  const setting = SETTING[name];
  if (setting === undefined || !model.name.startsWith('product.')) return recorded;
  const settings = model.env.db.table('decimal.precision');
  for (const row of settings.rows.values())
    if (row.name === setting && typeof row.digits === 'number') return [recorded[0], row.digits];
  return recorded;
}
