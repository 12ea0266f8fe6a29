import Decimal from 'decimal.js';
import { z } from 'zod';
import * as value from '../dialect/values';
import { OdooError } from '../errors';
import { chunks, type Domain, PAGE, searchRead } from '../rows';
import type { OdooSession } from '../session';

export interface RemoteQuantity {
  productId: number;
  warehouseId: number;
  /** On hand, reserved or not; "0" for a product never in stock. */
  quantity: string;
}

/** Where a warehouse keeps its goods. */
export interface StockPlace {
  id: number;
  stockLocationId: number;
}

/** One row of stock.quant. `plain`: no lot, package or owner, so that a count may be written to it. */
export interface Quant {
  id: number;
  productId: number;
  locationId: number;
  quantity: Decimal;
  plain: boolean;
}

/**
 * Goods in the warehouse's stock location and those below it, of the session's company. Usage "internal" leaves out
 * the counterpart quants of every adjustment (FACTS.md B, Stock).
 */
function inside(odoo: OdooSession, place: StockPlace, productIds: readonly number[] | null): Domain {
  return [
    ...(productIds ? [['product_id', 'in', productIds] as const] : []),
    ['location_id', 'child_of', place.stockLocationId],
    ['location_id.usage', '=', 'internal'],
    ['company_id', '=', odoo.capabilities.companyId],
  ];
}

const Group = z.object({ product_id: value.reference, quantity: value.decimal });
const FormattedGroup = z
  .object({ product_id: value.reference, 'quantity:sum': value.decimal })
  .transform((group) => ({ product_id: group.product_id, quantity: group['quantity:sum'] }));

/** What is on hand of every product in every warehouse, zeros included. One call per warehouse and 2,000 products. */
export async function readQuantities(
  odoo: OdooSession,
  productIds: readonly number[],
  places: readonly StockPlace[],
): Promise<RemoteQuantity[]> {
  const found: RemoteQuantity[] = [];
  for (const place of places) {
    for (const chunk of chunks(productIds, PAGE)) {
      const sums = await sumsOfPlace(odoo, place, chunk);
      for (const productId of chunk) {
        found.push({ productId, warehouseId: place.id, quantity: sums.get(productId) ?? '0' });
      }
    }
  }
  return found;
}

/** Sums by product id in one call; of every product that has any quant there when none are named. */
export function sumsOfPlace(
  odoo: OdooSession,
  place: StockPlace,
  productIds: readonly number[] | null = null,
): Promise<Map<number, string>> {
  return sumQuants(odoo, inside(odoo, place, productIds));
}

/** Quantities by product id, of the quants that a domain tells. */
export async function sumQuants(odoo: OdooSession, domain: Domain): Promise<Map<number, string>> {
  const groups = await odoo.ways.take('sums', {
    formatted_read_group: async () => {
      const args = [domain, ['product_id'], ['quantity:sum']];
      return FormattedGroup.array().safeParse(await odoo.call('stock.quant', 'formatted_read_group', args))
        .data;
    },
    read_group: async () => {
      const args = [domain, ['quantity:sum'], ['product_id']];
      return Group.array().safeParse(await odoo.call('stock.quant', 'read_group', args)).data;
    },
    search_read: () => searchRead(odoo, 'stock.quant', Group, domain, ['product_id', 'quantity']),
  });
  if (!groups) throw new OdooError('bad_answer', { model: 'stock.quant', method: 'read_group' });
  const sums = new Map<number, Decimal>();
  for (const { product_id: id, quantity } of groups) {
    if (id !== null) sums.set(id, (sums.get(id) ?? new Decimal(0)).plus(quantity));
  }
  return new Map([...sums].map(([id, sum]) => [id, sum.toFixed()]));
}

const QuantRow = z.object({
  id: value.id,
  product_id: value.reference,
  location_id: value.reference,
  quantity: value.decimal,
  lot_id: value.reference,
  package_id: value.reference,
  owner_id: value.reference,
});

/** The single quants behind the sums, the ones in the stock location itself first. */
export async function readQuants(
  odoo: OdooSession,
  productIds: readonly number[],
  place: StockPlace,
): Promise<Map<number, Quant[]>> {
  const fields = ['product_id', 'location_id', 'quantity', 'lot_id', 'package_id', 'owner_id'];
  const rows = await searchRead(odoo, 'stock.quant', QuantRow, inside(odoo, place, productIds), fields, {
    order: 'id',
  });
  const quants = rows.map(
    (row): Quant => ({
      id: row.id,
      productId: row.product_id ?? 0,
      locationId: row.location_id ?? 0,
      quantity: new Decimal(row.quantity),
      plain: row.lot_id === null && row.package_id === null && row.owner_id === null,
    }),
  );
  const here = (quant: Quant) => (quant.locationId === place.stockLocationId ? 0 : 1);
  return Map.groupBy(
    quants.sort((a, b) => here(a) - here(b)),
    (quant) => quant.productId,
  );
}
