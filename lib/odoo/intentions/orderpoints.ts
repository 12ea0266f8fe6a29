import Decimal from 'decimal.js';
import { z } from 'zod';
import * as value from '../dialect/values';
import { OdooError } from '../errors';
import type { RowResult } from '../row-result';
import { searchRead } from '../rows';
import type { OdooSession } from '../session';
import type { StockPlace } from './quantities';

export interface RemoteOrderpoint {
  id: number;
  productId: number;
  warehouseId: number;
  /** The alert threshold; null when the rule is archived. */
  minimum: string | null;
  maximum: string;
}

export interface ThresholdRow {
  productId: number;
  place: StockPlace;
  /** null takes the alert away: the rule is archived, never deleted. */
  minimum: string | null;
  /** The rule as last read, if there is one. */
  known: RemoteOrderpoint | null;
}

const Row = z.object({
  id: value.id,
  product_id: value.reference,
  location_id: value.reference,
  product_min_qty: value.decimal,
  product_max_qty: value.decimal,
  active: value.flag,
});

/** Replenishment rules of these products in the warehouses' stock locations. On 14 there may be several: the first counts. */
export async function readOrderpoints(
  odoo: OdooSession,
  productIds: readonly number[],
  places: readonly StockPlace[],
): Promise<RemoteOrderpoint[]> {
  const fields = ['product_id', 'location_id', 'product_min_qty', 'product_max_qty', 'active'];
  const rows = await searchRead(
    odoo,
    'stock.warehouse.orderpoint',
    Row,
    [
      ['product_id', 'in', productIds],
      ['location_id', 'in', places.map((place) => place.stockLocationId)],
      ['company_id', '=', odoo.capabilities.companyId],
    ],
    fields,
    { order: 'id' },
  );
  const warehouseOf = new Map(places.map((place) => [place.stockLocationId, place.id]));
  const first = new Map<string, RemoteOrderpoint>();
  for (const row of rows.sort((a, b) => Number(b.active) - Number(a.active))) {
    const warehouseId = warehouseOf.get(row.location_id ?? 0);
    const key = `${row.product_id} ${warehouseId}`;
    if (row.product_id === null || warehouseId === undefined || first.has(key)) continue;
    first.set(key, {
      id: row.id,
      productId: row.product_id,
      warehouseId,
      minimum: row.active ? row.product_min_qty : null,
      maximum: row.product_max_qty,
    });
  }
  return [...first.values()];
}

/**
 * Alert thresholds as rules. A new rule waits for a person (`trigger` manual): an alert here must not make Odoo order
 * goods by itself. The maximum is never below the minimum, which 18 and 19 refuse, and otherwise stays as it is
 * (FACTS.md B, Stock: Orderpoints). One call per rule written, because a refusal concerns its product only.
 */
export async function writeThresholds(
  odoo: OdooSession,
  rows: readonly ThresholdRow[],
): Promise<RowResult[]> {
  const results: RowResult[] = [];
  for (const row of rows) {
    try {
      results.push({ ok: true, id: await writeThreshold(odoo, row) });
    } catch (error) {
      if (!(error instanceof OdooError) || error.class === 'transient') throw error;
      results.push({ ok: false, error });
    }
  }
  return results;
}

async function writeThreshold(odoo: OdooSession, row: ThresholdRow): Promise<number> {
  const known = row.known ?? (await findAgain(odoo, row));
  if (known) {
    const values =
      row.minimum === null
        ? { active: false }
        : {
            product_min_qty: Number(row.minimum),
            product_max_qty: Number(atLeast(row.minimum, known.maximum)),
            ...(known.minimum === null ? { active: true } : {}),
          };
    const options = { repeatable: true };
    await odoo.call('stock.warehouse.orderpoint', 'write', [[known.id], values], {}, options);
    return known.id;
  }
  if (row.minimum === null) return 0;
  const made = await odoo.call('stock.warehouse.orderpoint', 'create', [
    [
      {
        product_id: row.productId,
        warehouse_id: row.place.id,
        location_id: row.place.stockLocationId,
        product_min_qty: Number(row.minimum),
        product_max_qty: Number(row.minimum),
        trigger: 'manual',
      },
    ],
  ]);
  const [id] = z.number().array().safeParse(made).data ?? [];
  if (id === undefined) throw new OdooError('bad_answer', { model: 'stock.warehouse.orderpoint' });
  return id;
}

/** 14 would make a second rule without a word, so it is looked for right before one is made. */
async function findAgain(odoo: OdooSession, row: ThresholdRow): Promise<RemoteOrderpoint | null> {
  const [found] = await readOrderpoints(odoo, [row.productId], [row.place]);
  return found ?? null;
}

function atLeast(minimum: string, maximum: string): string {
  return Decimal.max(minimum, maximum).toFixed();
}
