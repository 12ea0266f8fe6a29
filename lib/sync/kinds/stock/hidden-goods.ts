import Decimal from 'decimal.js';
import { partlyHidden } from '@/lib/odoo/intentions/hidden-goods';
import type { RunContext } from '../kind';
import type { StockPair } from './pairs';

/**
 * Of pairs whose counts are about to mean something, those of which Odoo shows our user a part of the goods alone. Asked
 * of what meets for the first time and of what any side says otherwise than agreed; in checks of all.
 */
export async function withHiddenGoods(
  run: RunContext,
  pairs: readonly StockPair[],
  countOf: (pair: StockPair) => string,
): Promise<ReadonlySet<StockPair>> {
  const asked = run.checks ? pairs : pairs.filter((pair) => !isAgreed(pair, countOf(pair)));
  const found = new Set<StockPair>();
  for (const [place, some] of Map.groupBy(asked, (pair) => pair.warehouse.remote)) {
    const shown = new Map(some.map((pair) => [pair.odooProductId, countOf(pair)]));
    const hidden = await partlyHidden(run.odoo, place, shown);
    for (const pair of some) if (hidden.has(pair.odooProductId)) found.add(pair);
  }
  return found;
}

function isAgreed({ link, level }: StockPair, count: string): boolean {
  const base = link?.baseQuantity ?? null;
  return base !== null && new Decimal(base).eq(level?.quantity ?? 0) && new Decimal(base).eq(count);
}
