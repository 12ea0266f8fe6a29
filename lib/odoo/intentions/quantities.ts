import Decimal from 'decimal.js';
import { z } from 'zod';
import * as value from '../dialect/values';
import { OdooError } from '../errors';
import { chunks, type Domain, searchRead } from '../rows';
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
  /** Where counts are made: "WH/Stock". */
  stockLocationId: number;
  /** Above all of the warehouse's places: "WH". */
  viewLocationId: number;
}

/** One row of stock.quant. `plain`: no lot, package or owner, so that a count may be written to it. */
export interface Quant {
  id: number;
  productId: number;
  locationId: number;
  quantity: Decimal;
  plain: boolean;
}

/** Goods below a location, of the session's company. */
function below(odoo: OdooSession, locationId: number, productIds: readonly number[] | null): Domain {
  return [
    ...(productIds ? [['product_id', 'in', productIds] as const] : []),
    ['location_id', 'child_of', locationId],
    ['company_id', '=', odoo.capabilities.companyId],
  ];
}

/** All that lies in a warehouse of these products; of every product when none are named. */
export const belowPlace = (
  odoo: OdooSession,
  place: StockPlace,
  productIds: readonly number[] | null,
): Domain => below(odoo, place.viewLocationId, productIds);

const Group = z.object({ product_id: value.reference, quantity: value.decimal });
const FormattedGroup = z
  .object({ product_id: value.reference, 'quantity:sum': value.decimal })
  .transform((group) => ({ product_id: group.product_id, quantity: group['quantity:sum'] }));

/** Products of which the quants are read and added up here, where more than a few are named. */
const NAMED = 4_000;

/** What is on hand of every product in every warehouse, zeros included. One call per warehouse and 4,000 products. */
export async function readQuantities(
  odoo: OdooSession,
  productIds: readonly number[],
  places: readonly StockPlace[],
): Promise<RemoteQuantity[]> {
  const found: RemoteQuantity[] = [];
  for (const place of places) {
    for (const chunk of chunks(productIds, NAMED)) {
      const sums = await sumsOfPlace(odoo, place, chunk);
      for (const productId of chunk) {
        found.push({ productId, warehouseId: place.id, quantity: sums.get(productId) ?? '0' });
      }
    }
  }
  return found;
}

/**
 * Sums by product id in one call; of every product that has any quant there when none are named. The whole warehouse
 * counts, as on Odoo's product page: what waits in Input or Output, in packages or for another owner is on hand, and
 * so is whatever else lies below its view, of any usage (FACTS-2.md C; `qty_available` of a real 18).
 */
export function sumsOfPlace(
  odoo: OdooSession,
  place: StockPlace,
  productIds: readonly number[] | null = null,
): Promise<Map<number, string>> {
  const domain = belowPlace(odoo, place, productIds);
  return (productIds?.length ?? 0) > GROUPED ? addUpQuants(odoo, domain) : sumQuants(odoo, domain);
}

/**
 * Odoo repeats the whole domain with each group that it answers: the answer about a list of products grows with its
 * square (14 MB for 1,000). A longer list is added up here.
 */
const GROUPED = 20;

async function addUpQuants(odoo: OdooSession, domain: Domain): Promise<Map<number, string>> {
  return added(await searchRead(odoo, 'stock.quant', Group, domain, ['product_id', 'quantity']));
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
  return added(groups);
}

function added(quantities: readonly z.output<typeof Group>[]): Map<number, string> {
  const sums = new Map<number, Decimal>();
  for (const { product_id: id, quantity } of quantities) {
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

/** The single quants that a count may go to: in the stock location and its shelves, the former first. */
export async function readQuants(
  odoo: OdooSession,
  productIds: readonly number[],
  place: StockPlace,
): Promise<Map<number, Quant[]>> {
  const fields = ['product_id', 'location_id', 'quantity', 'lot_id', 'package_id', 'owner_id'];
  const shelves: Domain = [
    ...below(odoo, place.stockLocationId, productIds),
    ['location_id.usage', '=', 'internal'],
  ];
  const rows = await searchRead(odoo, 'stock.quant', QuantRow, shelves, fields, { order: 'id' });
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
