import Decimal from 'decimal.js';

/** To which prices a changed one is rounded: multiples of a step, or the nearest that ends so. */
export const ROUNDINGS = ['0.01', '0.05', '0.10', '0.50', '1', '.90', '.99'] as const;
export type Rounding = (typeof ROUNDINGS)[number];

export interface PriceChange {
  /** The price itself, per cent more (less: negative), or an amount more. */
  readonly mode: 'set' | 'percent' | 'amount';
  readonly value: string;
  readonly rounding: Rounding;
}

/** What a price becomes; null where there is nothing to change, or it would fall below nothing. Tax-included as prices are. */
export function changedPrice(price: string | null, { mode, value, rounding }: PriceChange): string | null {
  if (mode === 'set') return round(new Decimal(value), rounding);
  if (price === null) return null;
  const current = new Decimal(price);
  const next =
    mode === 'percent' ? current.times(new Decimal(100).plus(value)).div(100) : current.plus(value);
  return next.isNegative() ? null : round(next, rounding);
}

function round(price: Decimal, rounding: Rounding): string {
  if (!rounding.startsWith('.')) {
    const step = new Decimal(rounding);
    return price.div(step).toDecimalPlaces(0, Decimal.ROUND_HALF_UP).times(step).toFixed(2);
  }
  const ending = new Decimal(`0${rounding}`);
  const units = Decimal.max(0, price.minus(ending).toDecimalPlaces(0, Decimal.ROUND_HALF_UP));
  return units.plus(ending).toFixed(2);
}
