import Decimal from 'decimal.js';
import { z } from 'zod';
import { type PriceTax, taxFingerprint } from './sale-taxes';
import { type PriceRules, toListPrice, toTaxIncluded } from './tax-included';

/** Kept in `links.memo.price`: which list price stands for which tax-included price under which taxes. */
export const priceMemo = z.object({
  /** Raw `list_price` of Odoo, as last read or sent. */
  list_price: z.string(),
  /** The tax-included price both sides agreed it stands for. */
  price: z.string(),
  /** `taxFingerprint` of the taxes then. */
  taxes: z.string(),
  /** The price was typed here, and no list price made Odoo bill it exactly. */
  inexact: z.boolean().optional(),
});
export type PriceMemo = z.infer<typeof priceMemo>;

/** The memo that belongs to a pair of values just read or written. */
export function rememberPrice(listPrice: string, price: string, taxes: readonly PriceTax[]): PriceMemo {
  return { list_price: listPrice, price, taxes: taxFingerprint(taxes) };
}

/**
 * Odoo → here. A list price that is the remembered one still stands for the remembered price, whatever rounding made
 * of it on the way; anything else is converted. This is why a price never drifts however often it goes round.
 */
export function readPrice(
  listPrice: string,
  taxes: readonly PriceTax[],
  rules: PriceRules,
  memo: PriceMemo | null,
): string {
  if (memo && same(memo.list_price, listPrice) && memo.taxes === taxFingerprint(taxes)) return memo.price;
  return toTaxIncluded(listPrice, taxes, rules);
}

/** Here → Odoo. A price that is the remembered one answers the remembered list price: nothing to write. */
export function writePrice(
  price: string,
  taxes: readonly PriceTax[],
  rules: PriceRules,
  memo: PriceMemo | null,
): string {
  if (memo && same(memo.price, price) && memo.taxes === taxFingerprint(taxes)) return memo.list_price;
  return toListPrice(price, taxes, rules);
}

/**
 * Whether a price typed here that Odoo could not bill exactly can be by now, as more digits or another rounding were
 * set there: it is to be sent once more. A price that came from Odoo never is.
 */
export function canBeExactNow(
  { list_price, price, taxes: then, inexact }: PriceMemo,
  taxes: readonly PriceTax[],
  rules: PriceRules,
): boolean {
  if (inexact !== true || then !== taxFingerprint(taxes)) return false;
  const nearer = toListPrice(price, taxes, rules);
  return !same(nearer, list_price) && same(toTaxIncluded(nearer, taxes, rules), price);
}

/** Nothing that is no number is the same as anything. */
const same = (a: string, b: string) => (a === b && a !== 'NaN') || new Decimal(a).eq(b);
