import { z } from 'zod';
import * as value from '../dialect/values';
import { searchRead } from '../rows';
import type { OdooSession } from '../session';
import { StockError } from '../stock-error';
import { isKit, type Kits, readKits } from './read-kits';

const Product = z.looseObject({
  id: value.id,
  product_tmpl_id: value.reference,
  tracking: value.text,
  type: value.text,
});

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
  const fields = [...new Set(['product_tmpl_id', 'tracking', 'type', storable])];
  const rows = await searchRead(odoo, 'product.product', Product, [['id', 'in', productIds]], fields);
  const kits = await readKits(
    odoo,
    rows.flatMap((row) => row.product_tmpl_id ?? []),
  );
  const reasons = new Map<number, StockError>();
  for (const row of rows) {
    const reason = reasonOf(row, row[storable], kits);
    if (reason) reasons.set(row.id, reason);
  }
  return reasons;
}

function reasonOf(row: z.output<typeof Product>, storable: unknown, kits: Kits): StockError | null {
  if (row.type === 'service') return new StockError('stock_service', { productId: row.id });
  if (isKit(kits, row.id, row.product_tmpl_id ?? 0)) {
    return new StockError('stock_kit', { productId: row.id });
  }
  if (storable !== true && storable !== 'product') {
    return new StockError('stock_untracked', { productId: row.id });
  }
  if (row.tracking === 'lot') return new StockError('stock_lot_tracked', { productId: row.id });
  if (row.tracking === 'serial') return new StockError('stock_serial_tracked', { productId: row.id });
  return null;
}
