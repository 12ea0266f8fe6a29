import Decimal from 'decimal.js';
import { z } from 'zod';
import * as value from '../dialect/values';
import { PAGE, presentFields, searchRead } from '../rows';
import type { OdooSession } from '../session';

/** A unit of measure: what one of it is worth in the reference unit it shares with those it converts to. */
export interface Unit {
  id: number;
  name: string;
  /** A dozen: 12. */
  size: Decimal;
  /** Units of one reference can be converted. A category on 14–18, the last unit of the chain from 19 on. */
  reference: number;
}

const Row = z.object({
  id: value.id,
  name: value.text,
  factor: z.number(),
  category_id: value.reference.optional(),
  relative_uom_id: value.reference.optional(),
});

const WISHED = Object.keys(Row.shape).filter((name) => name !== 'id');

/** A double holds 15 digits for sure; 1 ÷ 0.0833333333333333 is a dozen all the same. */
const DIGITS = 12;

/**
 * Units, archived ones too: those that an order names may be (FACTS-2 B, Orders). `factor` is how many of it make a
 * reference unit on 14–18 and how many reference units it makes from 19 on, where packagings are units as well.
 */
export async function readUnits(odoo: OdooSession): Promise<Map<number, Unit>> {
  const fields = await presentFields(odoo, 'uom.uom', WISHED);
  const rows = await searchRead(odoo, 'uom.uom', Row, [], fields);
  const above = new Map(rows.map((row) => [row.id, row.relative_uom_id ?? null]));
  const byCategory = fields.includes('category_id');
  return new Map(
    rows.map((row) => {
      const size = byCategory ? new Decimal(1).div(row.factor || 1) : new Decimal(row.factor || 1);
      const reference = byCategory ? (row.category_id ?? 0) : rootOf(row.id, above);
      return [row.id, { id: row.id, name: row.name, size, reference }];
    }),
  );
}

function rootOf(id: number, above: ReadonlyMap<number, number | null>): number {
  const seen = new Set<number>();
  let root = id;
  for (let next = above.get(root); next && !seen.has(next); next = above.get(root)) {
    seen.add(next);
    root = next;
  }
  return root;
}

/** How many `own` one `unit` is, as a decimal; null where they measure different things. */
export function unitRatio(unit: Unit, own: Unit): string | null {
  if (unit.reference !== own.reference) return null;
  return unit.size.div(own.size).toSignificantDigits(DIGITS).toFixed();
}

const Product = z.object({ id: value.id, uom_id: value.reference });

/**
 * The own units of products written at or after `since` (UTC "YYYY-MM-DD HH:MM:SS"), in pages of 2,000 by id: 19 lets
 * the unit of a product change that was sold before, and moves the template's write_date (FACTS-2 A).
 */
export async function* productUnitsSince(
  odoo: OdooSession,
  since: string,
): AsyncGenerator<{ productId: number; unitId: number | null }[], void, undefined> {
  for (let last = 0; ; ) {
    const rows = await searchRead(
      odoo,
      'product.product',
      Product,
      [
        ['product_tmpl_id.write_date', '>=', since],
        ['id', '>', last],
      ],
      ['uom_id'],
      { order: 'id', limit: PAGE },
    );
    if (rows.length > 0) yield rows.map((row) => ({ productId: row.id, unitId: row.uom_id }));
    const end = rows.at(-1);
    if (rows.length < PAGE || !end) return;
    last = end.id;
  }
}
