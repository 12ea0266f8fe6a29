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

/** Part of an included price that is tax, gathered while walking backwards until a tax that changes the base. */
interface Included {
  fixed: Decimal;
  percent: Decimal;
  division: Decimal;
}

/**
 * What one unit at `listPrice` costs without and with `taxes`, the way Odoo counts it: first backwards through the
 * price-included taxes down to the untaxed price, then forwards adding every tax. A tax with "affect base of
 * subsequent taxes" raises the base of the later ones that let themselves be affected. The last included tax of a
 * stretch is the remainder to the price it was included in, so that an included price never gains or loses a cent.
 * Follows account.tax (14–17 `compute_all`; 18+ gives the same for these tax types). `round` is for each tax,
 * `roundPrice` for the price before and without taxes.
 */
export function computeTaxes(
  listPrice: Decimal,
  taxes: readonly PriceTax[],
  round: Round,
  roundPrice: Round = round,
): TaxedPrice {
  const { untaxed, totals } = strip(roundPrice(listPrice), taxes);
  const start = roundPrice(untaxed);
  let base = start;
  let included = start;
  let sinceTotal = new Precise(0);
  let trustTotals = true;
  taxes.forEach((tax, position) => {
    const total = tax.priceIncluded && trustTotals ? totals.get(position) : undefined;
    const taxed = tax.priceIncluded || tax.isBaseAffected ? base : start;
    const amount = round(total ? total.minus(base).minus(sinceTotal) : taxOn(taxed, tax));
    if (total) sinceTotal = new Precise(0);
    else if (tax.priceIncluded) sinceTotal = sinceTotal.plus(amount);
    if (tax.includeBaseAmount) {
      base = base.plus(amount);
      if (!tax.priceIncluded) trustTotals = false;
    }
    included = included.plus(amount);
  });
  return { untaxed: start, included };
}

/** Walks from the list price down to the untaxed one; `totals` are the included prices to be met again on the way up. */
function strip(listPrice: Decimal, taxes: readonly PriceTax[]) {
  const totals = new Map<number, Decimal>();
  let base = listPrice;
  let inside = nothing();
  let meetTotal = true;
  for (let position = taxes.length - 1; position >= 0; position--) {
    const tax = taxes[position];
    if (!tax) continue;
    if (tax.includeBaseAmount) {
      base = without(base, inside);
      inside = nothing();
      meetTotal = true;
    }
    if (!tax.priceIncluded) continue;
    inside[tax.amountType] = inside[tax.amountType].plus(tax.amount);
    if (meetTotal && !new Precise(tax.amount).isZero()) {
      totals.set(position, base);
      meetTotal = false;
    }
  }
  return { untaxed: without(base, inside), totals };
}

const nothing = (): Included => ({
  fixed: new Precise(0),
  percent: new Precise(0),
  division: new Precise(0),
});

function without(price: Decimal, inside: Included): Decimal {
  return price
    .minus(inside.fixed)
    .div(new Precise(1).plus(inside.percent.div(100)))
    .times(new Precise(1).minus(inside.division.div(100)));
}

function taxOn(base: Decimal, tax: PriceTax): Decimal {
  const amount = new Precise(tax.amount);
  switch (tax.amountType) {
    case 'fixed':
      return amount;
    case 'percent':
      return base.times(amount).div(100);
    case 'division':
      return base.div(new Precise(1).minus(amount.div(100))).minus(base);
  }
}
