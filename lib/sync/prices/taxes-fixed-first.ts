import type Decimal from 'decimal.js';
import { Precise, type Round, share, type TaxedPrice, taxInside, taxOnTop } from './one-tax';
import type { PriceTax } from './sale-taxes';

/** One tax while the others are counted. */
interface Entry {
  readonly tax: PriceTax;
  /** Taxes counted together: two of 10 % included are taken out of a price at 20 %. */
  batch: readonly Entry[];
  amount: Decimal | null;
  /** What others already counted add to or take from the price this tax is counted on. */
  fromOthers: Decimal;
}

/** How taxes reach others: the first releases of 18 let included taxes off excluded ones, and affect every later one. */
export type Reach = 'affected' | 'everything';

/**
 * The rule of 18 and later (account.tax `_get_tax_details`; FACTS-2.md B, Taxes): fixed taxes first, for they may be
 * part of what an included tax is taken from; then the included ones, the last first; then the excluded ones in their
 * order. Each is counted on the price with what others gave it: an excluded tax that affects the base adds itself to
 * later ones that let themselves be affected; an included one takes itself off the earlier ones, and off the later ones
 * that are not to be taxed on it. The total is the price and what the excluded taxes add.
 */
export function taxesFixedFirst(
  listPrice: Decimal,
  taxes: readonly PriceTax[],
  round: Round,
  roundPrice: Round,
  reach: Reach,
): TaxedPrice {
  const price = roundPrice(listPrice);
  const entries = batched(taxes);
  const count = (entry: Entry, amountOn: (base: Decimal) => Decimal) => {
    if (entry.amount) return;
    entry.amount = round(amountOn(price.plus(entry.fromOthers)));
    tellOthers(entries, entry, entry.amount, reach);
  };
  const backwards = entries.toReversed();
  // The first releases of 18 counted a fixed tax on a price below zero as on any other.
  const sign = price.lt(0) && reach === 'affected' ? -1 : 1;
  for (const entry of backwards) {
    if (entry.tax.amountType === 'fixed') count(entry, () => new Precise(entry.tax.amount).times(sign));
  }
  for (const entry of backwards) {
    if (entry.tax.priceIncluded) count(entry, (base) => taxInside(base, entry.tax, sumOf(entry.batch)));
  }
  for (const entry of entries) {
    count(entry, (base) => taxOnTop(base, entry.tax, sumOf(entry.batch)));
  }
  const sum = (included: boolean) =>
    entries
      .filter(({ tax }) => tax.priceIncluded === included)
      .reduce((total, { amount }) => total.plus(amount ?? 0), new Precise(0));
  return { untaxed: price.minus(sum(true)), included: price.plus(sum(false)) };
}

/** Neighbours of one kind are counted together, unless one of them is in the base of the next. */
function batched(taxes: readonly PriceTax[]): Entry[] {
  const entries = taxes.map((tax): Entry => ({ tax, batch: [], amount: null, fromOthers: new Precise(0) }));
  let batch: Entry[] = [];
  let nextIsAffected = false;
  for (const entry of entries.toReversed()) {
    const [first] = batch;
    const { tax } = entry;
    const alike =
      first !== undefined &&
      tax.amountType === first.tax.amountType &&
      tax.priceIncluded === first.tax.priceIncluded &&
      tax.includeBaseAmount === first.tax.includeBaseAmount &&
      !(tax.includeBaseAmount && nextIsAffected);
    if (!alike) batch = [];
    batch.push(entry);
    entry.batch = batch;
    nextIsAffected = tax.isBaseAffected;
  }
  return entries;
}

function tellOthers(entries: readonly Entry[], entry: Entry, amount: Decimal, reach: Reach): void {
  const position = entries.indexOf(entry);
  const { priceIncluded, includeBaseAmount } = entry.tax;
  entries.forEach((other, at) => {
    if (entry.batch.includes(other) || other.amount) return;
    const isLater = at > position;
    const affected = reach === 'everything' || other.tax.isBaseAffected;
    if (!priceIncluded) {
      if (isLater && includeBaseAmount && affected) other.fromOthers = other.fromOthers.plus(amount);
      return;
    }
    const spared =
      reach === 'everything'
        ? includeBaseAmount || !other.tax.priceIncluded
        : includeBaseAmount && other.tax.isBaseAffected;
    if (!isLater || !spared) other.fromOthers = other.fromOthers.minus(amount);
  });
}

function sumOf(batch: readonly Entry[]): Decimal {
  return batch.reduce((sum, { tax }) => sum.plus(share(tax)), new Precise(0));
}
