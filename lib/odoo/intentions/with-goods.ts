import { z } from 'zod';
import * as value from '../dialect/values';
import { OdooError } from '../errors';
import { searchRead } from '../rows';
import type { OdooSession } from '../session';

const Row = z.object({ product_id: value.reference });

/**
 * Of these products (product.product ids) those of which anything lies, or is missing, in any place of any warehouse,
 * archived products too (FACTS.md B, Archive: quants stay). All of them for a user who may not read quants: nobody
 * then knows. None where Odoo keeps no stock. One call.
 */
export async function withGoods(odoo: OdooSession, productIds: readonly number[]): Promise<Set<number>> {
  if (productIds.length === 0 || (await odoo.fieldsOf('stock.quant')).size === 0) return new Set();
  try {
    const rows = await searchRead(
      odoo,
      'stock.quant',
      Row,
      [
        ['product_id', 'in', productIds],
        ['location_id.usage', '=', 'internal'],
        ['quantity', '!=', 0],
      ],
      ['product_id'],
    );
    return new Set(rows.flatMap((row) => row.product_id ?? []));
  } catch (error) {
    if (error instanceof OdooError && error.class === 'permission') return new Set(productIds);
    throw error;
  }
}
