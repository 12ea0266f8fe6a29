import { z } from 'zod';
import { instantOf } from '../dialect/instant';
import * as value from '../dialect/values';
import { searchRead } from '../rows';
import type { OdooSession } from '../session';
import { belowPlace, type StockPlace } from './quantities';
import { readEditors } from './read-editors';

/** Who wrote something last in Odoo, by name where Odoo tells it, and when. */
export interface LastEdit {
  readonly by: string | null;
  readonly at: Date;
}

const QUANT = 'stock.quant';
const RULE = 'stock.warehouse.orderpoint';

const Row = z.object({ id: value.id, product_id: value.reference, write_date: value.datetime });

/**
 * Who moved these products' goods in a warehouse last, by product id: Odoo writes a quant in the name of the person who
 * counts or validates (a real 18). Products that have none there are left out. Two calls.
 */
export async function readLastMoves(
  odoo: OdooSession,
  productIds: readonly number[],
  place: StockPlace,
): Promise<Map<number, LastEdit>> {
  const domain = belowPlace(odoo, place, productIds);
  const rows = await searchRead(odoo, QUANT, Row, domain, Object.keys(Row.shape), {
    order: 'write_date, id',
  });
  // The newest of each comes last.
  return editsOf(odoo, QUANT, new Map(rows.map((row) => [row.product_id ?? 0, row])));
}

/** Who wrote these replenishment rules last, by the rule's id; none asks nothing. Two calls. */
export async function readLastRules(
  odoo: OdooSession,
  ruleIds: readonly number[],
): Promise<Map<number, LastEdit>> {
  if (ruleIds.length === 0) return new Map();
  const rows = await searchRead(odoo, RULE, Row, [['id', 'in', ruleIds]], Object.keys(Row.shape));
  return editsOf(odoo, RULE, new Map(rows.map((row) => [row.id, row])));
}

/** The same rows, each with its editor's name. */
async function editsOf(
  odoo: OdooSession,
  model: string,
  rows: ReadonlyMap<number, z.output<typeof Row>>,
): Promise<Map<number, LastEdit>> {
  const ids = [...rows.values()].map(({ id }) => id);
  const names = await readEditors(odoo, model, ids);
  return new Map(
    [...rows].map(([key, { id, write_date: date }]) => [
      key,
      { by: names.get(id) ?? null, at: instantOf(date) },
    ]),
  );
}
