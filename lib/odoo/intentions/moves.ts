import Decimal from 'decimal.js';
import { z } from 'zod';
import * as value from '../dialect/values';
import { type Domain, searchIds, searchRead } from '../rows';
import type { OdooSession } from '../session';
import type { StockPlace } from './quantities';

/**
 * Context of a stock change. Odoo makes the inventory's stock.move through its ORM in the caller's context and gives
 * it no origin of its own, and `default_<field>` in the context fills any field not given (14–19: stock_quant.py
 * `_set_inventory_quantity`, `_apply_inventory`). So the move carries our reference, in a field made for naming the
 * document a move comes from, shown in the move history; and it is there if and only if the change was committed.
 * `inventory_name` is what people read in that history (15–20), kept as the move's `reference`: 18 and 19 drop the
 * defaults where a quant is made. Today's 17 drops the whole context of a count applied in one step, so its moves bear
 * no trace (run on 16, 17, 18 and 19): they are known by what was counted since (`countedAfter`).
 */
export function stockContext(reference: string): Record<string, unknown> {
  return {
    inventory_mode: true,
    default_origin: reference,
    inventory_name: titleOf(reference),
  };
}

const titleOf = (reference: string) => `Products Manager ${reference}`;

const Move = z.object({ product_id: value.reference, product_uom_qty: value.decimal });

/** How much of each product the moves that carry `reference` brought into (+) or out of (−) the place. Two calls. */
export async function movedBy(
  odoo: OdooSession,
  reference: string,
  productIds: readonly number[],
  place: StockPlace,
): Promise<Map<number, Decimal>> {
  // Odoo may add to the title who counted.
  const carried: Domain = ['|', ['origin', '=', reference], ['reference', '=like', `${titleOf(reference)}%`]];
  const moved = await movesOf(odoo, carried, productIds, place);
  return new Map([...moved].map(([id, amounts]) => [id, Decimal.sum(...amounts)]));
}

/** The newest stock move's id; 0 before the first one. One call. */
export async function newestMove(odoo: OdooSession): Promise<number> {
  const [id = 0] = await searchIds(odoo, 'stock.move', [], { order: 'id desc', limit: 1 });
  return id;
}

/** What each count that our user made after a move brought (+) or took (−). Two calls. */
export function countedAfter(
  odoo: OdooSession,
  moveId: number,
  productIds: readonly number[],
  place: StockPlace,
): Promise<Map<number, Decimal[]>> {
  const counts: Domain = [
    ['id', '>', moveId],
    ['create_uid', '=', odoo.capabilities.uid],
    '|',
    ['location_id.usage', '=', 'inventory'],
    ['location_dest_id.usage', '=', 'inventory'],
  ];
  return movesOf(odoo, counts, productIds, place);
}

async function movesOf(
  odoo: OdooSession,
  which: Domain,
  productIds: readonly number[],
  place: StockPlace,
): Promise<Map<number, Decimal[]>> {
  const moved = new Map<number, Decimal[]>();
  const directions = [
    ['location_dest_id', 'location_id', 1],
    ['location_id', 'location_dest_id', -1],
  ] as const;
  for (const [own, other, sign] of directions) {
    const domain: Domain = [
      ...which,
      ['state', '=', 'done'],
      ['product_id', 'in', productIds],
      [own, 'child_of', place.viewLocationId],
      '!',
      [other, 'child_of', place.viewLocationId],
    ];
    const rows = await searchRead(odoo, 'stock.move', Move, domain, ['product_id', 'product_uom_qty']);
    for (const row of rows) {
      const before = moved.get(row.product_id ?? 0) ?? [];
      moved.set(row.product_id ?? 0, [...before, new Decimal(row.product_uom_qty).times(sign)]);
    }
  }
  return moved;
}
