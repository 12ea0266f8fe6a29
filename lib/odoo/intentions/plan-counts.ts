import Decimal from 'decimal.js';
import { StockError } from '../stock-error';
import type { Quant } from './quantities';

/** A count to be written: to a quant that is there, or (null) to the stock location itself. */
export interface Count {
  productId: number;
  quantId: number | null;
  quantity: string;
}

/** What of one product's difference goes where. */
export interface PlannedCounts {
  readonly productId: number;
  readonly difference: Decimal;
  readonly counts: readonly Count[];
}

/**
 * Turns a difference into absolute counts. Each is the quant's own quantity plus its share, never the location's sum:
 * where a product has two quants in one place, Odoo takes the difference from the one counted (FACTS.md B, Stock).
 * What comes in goes to the stock location; what goes out is taken there first, then from the shelves below it.
 * Goods in lots, packages, of other owners, and those that a delivery or reception moves through the warehouse's other
 * places are left alone: counting them away would break what they wait for.
 * @throws StockError stock_would_be_negative
 */
export function planCounts(
  productId: number,
  difference: Decimal,
  quants: readonly Quant[],
  stockLocationId: number,
): Count[] {
  const usable = quants.filter((quant) => quant.plain);
  const own = usable.find((quant) => quant.locationId === stockLocationId);
  if (difference.gte(0)) {
    const target = difference.plus(own?.quantity ?? 0);
    return [{ productId, quantId: own?.id ?? null, quantity: target.toFixed() }];
  }
  let missing = difference.neg();
  const counts: Count[] = [];
  for (const quant of usable) {
    if (missing.isZero()) break;
    if (quant.quantity.lte(0)) continue;
    const taken = Decimal.min(quant.quantity, missing);
    missing = missing.minus(taken);
    counts.push({ productId, quantId: quant.id, quantity: quant.quantity.minus(taken).toFixed() });
  }
  if (missing.isZero()) return counts;
  throw new StockError('stock_would_be_negative', {
    productId,
    free: difference.neg().minus(missing).toFixed(),
    difference: difference.neg().toFixed(),
  });
}
