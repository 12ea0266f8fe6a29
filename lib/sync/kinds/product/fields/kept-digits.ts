import Decimal from 'decimal.js';
import { fromUnit, toUnit } from '@/lib/odoo/dialect/units';
import type { RemoteCompany } from '@/lib/odoo/records';
import { type Canonical, type Json, sameJson } from '../../../core/canonical';
import { SIZE, VOLUME } from '../../unreadable-value';
import type { ProductMemo } from './memo';
import { canonicalDecimal } from './values';

/** What decides how many digits Odoo keeps of a number. */
export type NumberRules = Pick<RemoteCompany, 'priceDigits' | 'measureDigits' | 'weightUnit' | 'volumeUnit'>;

/** Of a variant. Its sale price is no number of its own but made of others: `prices/` sees to it. */
export const NUMBERS = ['cost_price', 'weight', 'volume'] as const;
export type NumberField = (typeof NUMBERS)[number];

/** Names in Odoo's list of precisions, for whoever is to change one. */
export const PRECISION: Readonly<Record<NumberField, string>> = {
  cost_price: 'Product Price',
  weight: 'Stock Weight',
  volume: 'Volume',
};

/** Decimals that Odoo keeps of a field; null: all of them. */
export function digitsOf(field: NumberField, { priceDigits, measureDigits }: NumberRules): number | null {
  return field === 'cost_price' ? priceDigits : measureDigits[field];
}

/** What Odoo makes of a number of ours by keeping no more digits than it does, said as we say it. */
export function keptByOdoo(field: NumberField, value: Json, rules: NumberRules): Json {
  const digits = digitsOf(field, rules);
  if (digits === null || typeof value !== 'string') return value;
  const round = (number: string | null) =>
    number === null ? null : new Decimal(number).toDecimalPlaces(digits, Decimal.ROUND_HALF_UP).toFixed();
  if (field === 'cost_price') return canonicalDecimal(round(value));
  const [unit, kept] = field === 'weight' ? [rules.weightUnit, SIZE] : [rules.volumeUnit, VOLUME];
  return canonicalDecimal(fromUnit(round(toUnit(value, unit)), unit), kept);
}

/**
 * Both sides of a variant as Odoo's digits allow: where Odoo has the base in fewer digits it has the base, also when
 * it was not we who sent it so (its setting changed). Where it keeps more by now than when it was sent a number, the
 * whole number is still to be sent: then the base is what Odoo has.
 */
export function withinDigits<Sides extends { readonly base: Canonical | null; readonly odoo: Canonical }>(
  sides: Sides,
  { aliases = {} }: ProductMemo,
  rules: NumberRules,
): Sides {
  const base: Record<string, Json> = { ...sides.base };
  const odoo: Record<string, Json> = { ...sides.odoo };
  for (const field of NUMBERS) {
    const agreed = base[field];
    const alias = aliases[field];
    if (agreed === undefined || odoo[field] === undefined) continue;
    if (!sameJson(agreed, odoo[field])) {
      if (sameJson(keptByOdoo(field, agreed, rules), odoo[field])) odoo[field] = agreed;
    } else if (alias && sameJson(alias.here, agreed) && isFiner(digitsOf(field, rules), alias.digits)) {
      base[field] = alias.odoo;
      odoo[field] = alias.odoo;
    }
  }
  return { ...sides, base: sides.base && base, odoo };
}

function isFiner(now: number | null, then: number | null | undefined): boolean {
  return typeof then === 'number' && (now === null || now > then);
}
