import { z } from 'zod';
import * as value from '../dialect/values';
import { OdooError } from '../errors';
import type { RemoteWarehouse } from '../records';
import { searchRead } from '../rows';
import type { OdooSession } from '../session';

const Warehouse = z.object({
  id: value.id,
  name: value.text,
  code: value.text,
  lot_stock_id: value.reference,
  view_location_id: value.reference,
  active: value.flag,
  company_id: value.reference,
});

const Location = z.object({ id: value.id, complete_name: value.text });

/** Warehouses of the session's company, archived ones too; none where the stock module is absent. One call, and one for names. */
export async function readWarehouses(odoo: OdooSession): Promise<RemoteWarehouse[]> {
  const known = await odoo.fieldsOf('stock.warehouse');
  if (known.size === 0) return [];
  const { companyId } = odoo.capabilities;
  const fields = ['name', 'code', 'lot_stock_id', 'view_location_id', 'active', 'company_id'];
  const own = [['company_id', '=', companyId] as const];
  const rows = await searchRead(odoo, 'stock.warehouse', Warehouse, own, fields, { order: 'id' });
  const nameOf = await locationNames(
    odoo,
    rows.flatMap((row) => row.lot_stock_id ?? []),
  );
  return rows.flatMap((row): RemoteWarehouse[] => {
    if (row.lot_stock_id === null || row.view_location_id === null) return [];
    return [
      {
        id: row.id,
        name: nameOf.get(row.lot_stock_id) ?? row.name,
        warehouseName: row.name,
        code: row.code,
        stockLocationId: row.lot_stock_id,
        viewLocationId: row.view_location_id,
        active: row.active,
        companyId: row.company_id ?? companyId,
      },
    ];
  });
}

/** What locations are called, by id; only shown to people, so that it may be some minutes old. */
async function locationNames(odoo: OdooSession, ids: readonly number[]): Promise<Map<number, string>> {
  const rows = await odoo.once('stock.location', 'search_read', [[['id', 'in', ids]], ['complete_name']]);
  const parsed = Location.array().safeParse(rows);
  if (!parsed.success) throw new OdooError('bad_answer', { model: 'stock.location', method: 'search_read' });
  return new Map(parsed.data.map((location) => [location.id, location.complete_name]));
}
