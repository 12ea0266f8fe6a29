import { countedBefore } from './counted-before';
import type { PriceTax } from './sale-taxes';
import { type PriceRules, toListPrice, toTaxIncluded } from './tax-included';

/** What would let Odoo bill a price exactly: more digits of "Product Price", rounding globally, or a tax within prices. */
export type Mend = 'digits' | 'rounding' | 'included';

export interface InexactPrice {
  /** Tax-included, as typed here. */
  readonly price: string;
  /** What Odoo bills instead: the nearest it can. */
  readonly billed: string;
  readonly mend: Mend;
  /** Digits of "Product Price" that would do, where `mend` is "digits". */
  readonly digits: number | null;
}

const MOST_DIGITS = 6;

/**
 * Why a price typed here is billed otherwise by Odoo; null when it is billed as it is (FACTS-2.md D: 240.00 with 15 %
 * excluded and two digits is 239.99 or 240.01). `listPrice` is what Odoo has for it.
 */
export function inexactPrice(
  listPrice: string,
  price: string,
  taxes: readonly PriceTax[],
  rules: PriceRules,
): InexactPrice | null {
  return foundBefore(taxes, rules, `${listPrice} ${price}`, () => whyInexact(listPrice, price, taxes, rules));
}

const foundBefore = countedBefore<InexactPrice | null>();

function whyInexact(
  listPrice: string,
  price: string,
  taxes: readonly PriceTax[],
  rules: PriceRules,
): InexactPrice | null {
  const billed = toTaxIncluded(listPrice, taxes, rules);
  if (Number(billed) === Number(price)) return null;
  const exactWith = (other: PriceRules) =>
    Number(toTaxIncluded(toListPrice(price, taxes, other), taxes, other)) === Number(price);
  for (let digits = (rules.priceDigits ?? MOST_DIGITS) + 1; digits <= MOST_DIGITS; digits += 1) {
    if (exactWith({ ...rules, priceDigits: digits })) return { price, billed, mend: 'digits', digits };
  }
  const globally = exactWith({ ...rules, taxRounding: 'round_globally', priceDigits: MOST_DIGITS });
  return { price, billed, mend: globally ? 'rounding' : 'included', digits: null };
}
