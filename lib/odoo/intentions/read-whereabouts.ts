import { z } from 'zod';
import * as value from '../dialect/values';
import { presentFields, searchRead } from '../rows';
import type { OdooSession } from '../session';
import type { StockPlace } from './quantities';

/** Goods of one product in one location, as a stock.quant keeps them. */
export interface Whereabouts {
  /** "WH/Stock/Shelf 1". */
  readonly location: string;
  readonly quantity: string;
  /** Of the quantity, what is promised to orders. */
  readonly reserved: string;
}

/** A stock move that is done. */
export interface DoneMove {
  /** UTC, "YYYY-MM-DD HH:MM:SS". */
  readonly date: string;
  readonly reference: string;
  readonly from: string;
  readonly to: string;
  /** In `unit`; what left the warehouse is negative. */
  readonly quantity: string;
  readonly unit: string;
}

const QuantRow = z.object({
  id: value.id,
  location_id: value.reference,
  quantity: value.decimal,
  reserved_quantity: value.decimal.optional(),
});
const Named = z.object({ id: value.id, name: value.text });
const Location = z.object({ id: value.id, complete_name: value.text, parent_path: value.text.optional() });
const MoveRow = z.object({
  id: value.id,
  date: value.datetime,
  reference: value.text.optional(),
  origin: value.text.optional(),
  product_uom_qty: value.decimal,
  product_uom: value.reference,
  location_id: value.reference,
  location_dest_id: value.reference,
});

/** Where in a warehouse a product lies, largest heap first. Two calls. */
export async function readWhereabouts(
  odoo: OdooSession,
  productId: number,
  place: StockPlace,
): Promise<Whereabouts[]> {
  const fields = await presentFields(odoo, 'stock.quant', ['location_id', 'quantity', 'reserved_quantity']);
  const rows = await searchRead(
    odoo,
    'stock.quant',
    QuantRow,
    [
      ['product_id', '=', productId],
      ['location_id', 'child_of', place.viewLocationId],
      ['company_id', '=', odoo.capabilities.companyId],
    ],
    fields,
  );
  const names = await locationNames(odoo, rows);
  return rows
    .map(({ location_id: id, quantity, reserved_quantity }) => ({
      location: names.get(id ?? 0) ?? '',
      quantity,
      reserved: reserved_quantity ?? '0',
    }))
    .sort((a, b) => Number(b.quantity) - Number(a.quantity));
}

/** The last moves that changed how much of a product lies in a warehouse, newest first. Four calls. */
export async function readLastMoves(
  odoo: OdooSession,
  productId: number,
  place: StockPlace,
  limit: number,
): Promise<DoneMove[]> {
  const inside = await searchRead(
    odoo,
    'stock.location',
    Named,
    [['id', 'child_of', place.viewLocationId]],
    ['name'],
  );
  const ids = inside.map(({ id }) => id);
  const fields = await presentFields(odoo, 'stock.move', Object.keys(MoveRow.shape).slice(1));
  const rows = await searchRead(
    odoo,
    'stock.move',
    MoveRow,
    [
      ['product_id', '=', productId],
      ['state', '=', 'done'],
      '|',
      '&',
      ['location_dest_id', 'in', ids],
      ['location_id', 'not in', ids],
      '&',
      ['location_id', 'in', ids],
      ['location_dest_id', 'not in', ids],
    ],
    fields,
    { order: 'date desc, id desc', limit },
  );
  const [names, units] = await Promise.all([
    locationNames(odoo, rows),
    namesOf(
      odoo,
      'uom.uom',
      rows.map(({ product_uom }) => product_uom),
    ),
  ]);
  const within = new Set(ids);
  return rows.map((row) => ({
    date: row.date,
    reference: row.reference || row.origin || '',
    from: names.get(row.location_id ?? 0) ?? '',
    to: names.get(row.location_dest_id ?? 0) ?? '',
    quantity: within.has(row.location_dest_id ?? 0) ? row.product_uom_qty : `-${row.product_uom_qty}`,
    unit: units.get(row.product_uom ?? 0) ?? '',
  }));
}

const ProductUnit = z.object({ id: value.id, uom_id: value.reference });

/** In what a product's stock is counted: "Units", "kg"; empty where the product is not shown. Two calls. */
export async function readUnitName(odoo: OdooSession, productId: number): Promise<string> {
  const fields = ['uom_id'];
  const [product] = await searchRead(odoo, 'product.product', ProductUnit, [['id', '=', productId]], fields);
  const unitId = product?.uom_id ?? null;
  return (await namesOf(odoo, 'uom.uom', [unitId])).get(unitId ?? 0) ?? '';
}

async function locationNames(
  odoo: OdooSession,
  rows: readonly { location_id: number | null; location_dest_id?: number | null }[],
): Promise<Map<number, string>> {
  const ids = [...new Set(rows.flatMap((row) => [row.location_id ?? 0, row.location_dest_id ?? 0]))];
  const found = await searchRead(odoo, 'stock.location', Location, [['id', 'in', ids]], ['complete_name']);
  return new Map(found.map((row) => [row.id, row.complete_name]));
}

async function namesOf(
  odoo: OdooSession,
  model: string,
  ids: readonly (number | null)[],
): Promise<Map<number, string>> {
  const wanted = [...new Set(ids.filter((id) => id !== null))];
  if (wanted.length === 0) return new Map();
  const rows = await searchRead(odoo, model, Named, [['id', 'in', wanted]], ['name']);
  return new Map(rows.map((row) => [row.id, row.name]));
}
