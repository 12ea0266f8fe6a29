import { findUnits, type Units } from '../dialect/units';
import type { OdooSession } from '../session';

/** In what Odoo weighs and measures now, whatever the session was opened with. One call, two without products. */
export async function readProductUnits(odoo: OdooSession): Promise<Units> {
  return findUnits(odoo, await odoo.fieldsOf('product.template'));
}
