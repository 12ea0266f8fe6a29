import { z } from 'zod';
import * as value from '../dialect/values';
import { OdooError } from '../errors';
import { searchRead } from '../rows';
import type { OdooSession } from '../session';
import { StockError } from '../stock-error';

const Product = z.looseObject({
  id: value.id,
  product_tmpl_id: value.reference,
  tracking: value.text,
  type: value.text,
});

const Bom = z.object({ product_id: value.reference, product_tmpl_id: value.reference });

/**
 * Why the stock of these products cannot be set, product by product; those that can are not in the answer. Odoo
 * refuses consumables and services, and takes a count without lot of a tracked product only in words: 15–18 open a
 * dialog and change nothing, 19 applies it with no lot (FACTS.md B, Lots). One call, two with manufacturing.
 */
export async function unstockable(
  odoo: OdooSession,
  productIds: readonly number[],
): Promise<Map<number, StockError>> {
  const { storable } = odoo.capabilities;
  const kits = await findKits(odoo, productIds);
  const fields = [...new Set(['product_tmpl_id', 'tracking', 'type', storable])];
  const rows = await searchRead(odoo, 'product.product', Product, [['id', 'in', productIds]], fields);
  const reasons = new Map<number, StockError>();
  for (const row of rows) {
    const reason = reasonOf(row, row[storable], kits);
    if (reason) reasons.set(row.id, reason);
  }
  return reasons;
}

function reasonOf(row: z.output<typeof Product>, storable: unknown, kits: Kits): StockError | null {
  if (row.type === 'service') return new StockError('stock_service', { productId: row.id });
  if (kits.products.has(row.id) || kits.templates.has(row.product_tmpl_id ?? 0)) {
    return new StockError('stock_kit', { productId: row.id });
  }
  if (storable !== true && storable !== 'product') {
    return new StockError('stock_untracked', { productId: row.id });
  }
  if (row.tracking === 'lot') return new StockError('stock_lot_tracked', { productId: row.id });
  if (row.tracking === 'serial') return new StockError('stock_serial_tracked', { productId: row.id });
  return null;
}

interface Kits {
  products: ReadonlySet<number>;
  templates: ReadonlySet<number>;
}

/** A user who may not read bills of materials is told by Odoo itself, in its own words, when a count is of a kit. */
async function findKits(odoo: OdooSession, productIds: readonly number[]): Promise<Kits> {
  const manufacturing = await odoo.fieldsOf('mrp.bom');
  if (manufacturing.size === 0) return { products: new Set(), templates: new Set() };
  try {
    return kitsAmong(await readKits(odoo, productIds));
  } catch (error) {
    if (error instanceof OdooError && error.code === 'permission') return kitsAmong([]);
    throw error;
  }
}

function readKits(odoo: OdooSession, productIds: readonly number[]) {
  return searchRead(
    odoo,
    'mrp.bom',
    Bom,
    [
      ['type', '=', 'phantom'],
      ['active', '=', true],
      '|',
      ['product_id', 'in', productIds],
      '&',
      ['product_id', '=', false],
      ['product_tmpl_id.product_variant_ids', 'in', productIds],
    ],
    ['product_id', 'product_tmpl_id'],
  );
}

function kitsAmong(boms: readonly z.output<typeof Bom>[]): Kits {
  return {
    products: new Set(boms.flatMap((bom) => bom.product_id ?? [])),
    templates: new Set(boms.flatMap((bom) => (bom.product_id === null ? (bom.product_tmpl_id ?? []) : []))),
  };
}
