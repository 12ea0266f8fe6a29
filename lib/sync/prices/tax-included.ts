import type Decimal from 'decimal.js';
import type { RemoteCompany, TaxRule } from '@/lib/odoo/records';
import { computeTaxes } from './compute-taxes';
import { countedBefore } from './counted-before';
import { Precise, type Round, type TaxedPrice } from './one-tax';
import { PriceTaxError } from './price-tax-error';
import type { PriceTax } from './sale-taxes';

/** What of a company decides how its prices are counted. */
export type PriceRules = Pick<RemoteCompany, 'currencyRounding' | 'taxRounding' | 'taxRule' | 'priceDigits'>;

/** Decimals tried where Odoo does not round what it is sent (19). */
const FREE_PRICE_DIGITS = 6;

/**
 * Odoo's `list_price` → the tax-included price shown here, as Odoo bills one unit of it: two decimals, or the
 * currency's when it has more. Halves are rounded away from zero, each tax by itself when the company rounds per line.
 */
export function toTaxIncluded(listPrice: string, taxes: readonly PriceTax[], rules: PriceRules): string {
  return includedBefore(taxes, rules, listPrice, () => {
    const raw = new Precise(listPrice);
    return (staysAsItIs(taxes, rules) ? raw : included(raw, taxes, rules)).toFixed(shownDigits(rules));
  });
}

const includedBefore = countedBefore<string>();
const listedBefore = countedBefore<string>();

/** The same price without any tax, as Odoo counts it: one included in the list price is taken out. */
export function untaxedPrice(listPrice: string, taxes: readonly PriceTax[], rules: PriceRules): string {
  return counted(new Precise(listPrice), taxes, rules).untaxed.toFixed(shownDigits(rules));
}

/**
 * Tax-included price → the `list_price` Odoo is sent: the shortest one within the price precision that Odoo bills at
 * exactly `price`; where none does (9.99 at 20 % excluded lies between 8.32 and 8.33), the one billed nearest to it.
 * Odoo then shows another price than the one typed: `writePrice` keeps the typed one from drifting.
 * @throws PriceTaxError tax_not_invertible, price_below_fixed_taxes
 */
export function toListPrice(price: string, taxes: readonly PriceTax[], rules: PriceRules): string {
  return listedBefore(taxes, rules, price, () => nearestListPrice(price, taxes, rules));
}

function nearestListPrice(price: string, taxes: readonly PriceTax[], rules: PriceRules): string {
  const wanted = new Precise(price);
  const most = rules.priceDigits ?? FREE_PRICE_DIGITS;
  if (staysAsItIs(taxes, rules)) return plain(wanted.toDecimalPlaces(most));
  const exact = untaxedOf(wanted, taxes, rules.taxRule);
  for (let digits = Math.min(2, most); digits <= most; digits++) {
    const hit = around(exact, digits).find((candidate) => included(candidate, taxes, rules).eq(wanted));
    if (hit) return plain(hit);
  }
  const off = (listPrice: Decimal) => included(listPrice, taxes, rules).minus(wanted).abs();
  const [nearest = exact] = around(exact, rules.priceDigits ?? 2).sort((a, b) => off(a).comparedTo(off(b)));
  return plain(nearest);
}

/**
 * Included taxes alone leave a price what it is; up to 17 only one does: of several, one that is in no base before one
 * that is comes on top (0.2 %, 0 % in the base and 7.60 make 20.02 of 20.00 on a real 17).
 */
function staysAsItIs(taxes: readonly PriceTax[], { taxRule }: PriceRules): boolean {
  return taxes.every((tax) => tax.priceIncluded) && (taxRule !== 'in_sequence' || taxes.length < 2);
}

const plain = (amount: Decimal) => amount.toFixed();

function shownDigits(rules: PriceRules): number {
  return Math.max(2, new Precise(rules.currencyRounding).decimalPlaces());
}

function included(listPrice: Decimal, taxes: readonly PriceTax[], rules: PriceRules): Decimal {
  return currencyOf(rules)(counted(listPrice, taxes, rules).included);
}

const currencyOf =
  (rules: PriceRules): Round =>
  (amount) =>
    amount.toNearest(new Precise(rules.currencyRounding), Precise.ROUND_HALF_UP);

function counted(listPrice: Decimal, taxes: readonly PriceTax[], rules: PriceRules): TaxedPrice {
  const toCurrency = currencyOf(rules);
  const rule = rules.taxRule;
  const round: Round = rules.taxRounding === 'round_per_line' ? toCurrency : (amount) => amount;
  const roundPrice = rule === 'in_sequence' ? toCurrency : round;
  return computeTaxes(listPrice, taxes, { rule, round, roundPrice });
}

/** Without rounding every step is linear in the list price, so two points of the line give its inverse. */
function untaxedOf(price: Decimal, taxes: readonly PriceTax[], rule: TaxRule): Decimal {
  const exactly: Round = (amount) => amount;
  const counting = { rule, round: exactly, roundPrice: exactly };
  const atZero = computeTaxes(new Precise(0), taxes, counting).included;
  const slope = computeTaxes(new Precise(1), taxes, counting).included.minus(atZero);
  const absurd = taxes.find((tax) => !tax.priceIncluded && notInvertible(tax));
  if (absurd || slope.lte('1e-9')) {
    const culprit = absurd ?? taxes.find((tax) => !tax.priceIncluded);
    throw new PriceTaxError('tax_not_invertible', { tax: culprit?.name, taxId: culprit?.id });
  }
  if (price.gt(0) && price.lt(atZero)) {
    const fixed = taxes.find((tax) => tax.amountType === 'fixed');
    throw new PriceTaxError('price_below_fixed_taxes', {
      tax: fixed?.name,
      taxId: fixed?.id,
      price: plain(price),
    });
  }
  return price.minus(atZero).div(slope);
}

function notInvertible(tax: PriceTax): boolean {
  const amount = new Precise(tax.amount);
  return (
    (tax.amountType === 'division' && amount.gte(100)) || (tax.amountType === 'percent' && amount.lte(-100))
  );
}

/** The price rounded to `digits` and its neighbours, the nearest first. */
function around(exact: Decimal, digits: number): Decimal[] {
  const step = new Precise(10).pow(-digits);
  const nearest = exact.toDecimalPlaces(digits);
  return [0, 1, -1, 2, -2]
    .map((steps) => nearest.plus(step.times(steps)))
    .sort((a, b) => a.minus(exact).abs().comparedTo(b.minus(exact).abs()));
}
