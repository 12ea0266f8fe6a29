import type Decimal from 'decimal.js';
import { Precise, type Round, share, type TaxedPrice, taxOnTop } from './one-tax';
import type { PriceTax } from './sale-taxes';

/** Part of an included price that is tax, gathered while walking backwards until a tax that changes the base. */
interface Included {
  fixed: Decimal;
  percent: Decimal;
  division: Decimal;
}

/**
 * The rule of 14–17 (account.tax `compute_all`): first backwards through the price-included taxes down to the untaxed
 * price, then forwards adding every tax. A tax with "affect base of subsequent taxes" raises the base of the later ones
 * that let themselves be affected. The last included tax of a stretch is the remainder to the price it was included in,
 * so that an included price never gains or loses a cent. A price below zero is counted as its positive twin.
 */
export function taxesInSequence(
  listPrice: Decimal,
  taxes: readonly PriceTax[],
  round: Round,
  roundPrice: Round,
): TaxedPrice {
  const price = roundPrice(listPrice);
  if (price.gte(0)) return walk(price, taxes, round, roundPrice);
  const { untaxed, included } = walk(price.neg(), taxes, round, roundPrice);
  return { untaxed: untaxed.neg(), included: included.neg() };
}

function walk(price: Decimal, taxes: readonly PriceTax[], round: Round, roundPrice: Round): TaxedPrice {
  const { untaxed, totals } = strip(price, taxes);
  const start = roundPrice(untaxed);
  let base = start;
  let included = start;
  let sinceTotal = new Precise(0);
  let trustTotals = true;
  taxes.forEach((tax, position) => {
    const total = tax.priceIncluded && trustTotals ? totals.get(position) : undefined;
    const taxed = tax.priceIncluded || tax.isBaseAffected ? base : start;
    const amount = round(total ? total.minus(base).minus(sinceTotal) : taxOnTop(taxed, tax, share(tax)));
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
  let nextIsAffected = true;
  for (const [position, tax] of [...taxes.entries()].reverse()) {
    if (tax.includeBaseAmount && nextIsAffected) {
      base = without(base, inside);
      inside = nothing();
      meetTotal = true;
    }
    nextIsAffected = tax.isBaseAffected;
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
