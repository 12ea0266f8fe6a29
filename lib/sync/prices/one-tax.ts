import Decimal from 'decimal.js';
import type { PriceTax } from './sale-taxes';

/** Enough digits that a quotient multiplied back rounds to what it came from. */
export const Precise = Decimal.clone({ precision: 60, rounding: Decimal.ROUND_HALF_UP });

/** Rounds to what the currency or the computation keeps. */
export type Round = (amount: Decimal) => Decimal;

export interface TaxedPrice {
  untaxed: Decimal;
  included: Decimal;
}

/** A percentage as a part of one. */
export function share(tax: PriceTax): Decimal {
  return new Precise(tax.amount).div(100);
}

/** Tax to be added to `base`; `shares` are those of all taxes counted with it. */
export function taxOnTop(base: Decimal, tax: PriceTax, shares: Decimal): Decimal {
  switch (tax.amountType) {
    case 'fixed':
      return new Precise(tax.amount);
    case 'percent':
      return base.times(share(tax));
    case 'division':
      return base.times(share(tax)).div(shares.eq(1) ? 1 : new Precise(1).minus(shares));
  }
}

/** Tax that is part of `base`; `shares` are those of all taxes counted with it. */
export function taxInside(base: Decimal, tax: PriceTax, shares: Decimal): Decimal {
  switch (tax.amountType) {
    case 'fixed':
      return new Precise(tax.amount);
    case 'percent':
      return shares.eq(-1) ? new Precise(0) : base.times(share(tax)).div(shares.plus(1));
    case 'division':
      return base.times(share(tax));
  }
}
