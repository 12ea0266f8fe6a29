import type { Env } from './env';
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

/** How the precision of quantities is called. */
export const unitPrecision = (env: Env): string =>
  env.caps.version >= 19 ? 'Product Unit' : 'Product Unit of Measure';

const QUANTITIES = new Set(['quantity', 'inventory_quantity', 'inventory_quantity_auto_apply']);

function settingOf({ name: model, env }: Model, field: string): string | undefined {
  if (model.startsWith('product.')) return SETTING[field];
  return model === 'stock.quant' && QUANTITIES.has(field) ? unitPrecision(env) : undefined;
}

/** Digits behind the point that are kept of what is written from now on; what is kept already stays. Undefined: all. */
export function digitsOf(model: Model, name: string): readonly [number, number] | undefined {
  const recorded = model.cls.fields[name]?.digits;
  if (!Array.isArray(recorded)) return undefined;
  const setting = settingOf(model, name);
  if (setting === undefined) return recorded;
  const digits = precisionOf(model.env, setting);
  return digits === undefined ? recorded : [recorded[0], digits];
}

export function precisionOf(env: Env, setting: string): number | undefined {
  for (const row of env.db.table('decimal.precision').rows.values())
    if (row.name === setting && typeof row.digits === 'number') return row.digits;
  return undefined;
}
