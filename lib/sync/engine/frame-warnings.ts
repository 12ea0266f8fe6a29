import type { Integration, Reference } from '../kinds/kind';
import type { Warning } from './frame';

/** What is chosen in the settings and cannot be worked with in Odoo as it is: a person chooses another. */
export function warningsOf(
  integration: Pick<Integration, 'warehouseIds' | 'defaultWarehouseId'>,
  { warehouses }: Pick<Reference, 'warehouses'>,
): Warning[] {
  const chosen = new Set(integration.warehouseIds);
  if (integration.defaultWarehouseId !== null) chosen.add(integration.defaultWarehouseId);
  return [...chosen].flatMap((id): Warning[] => {
    const warehouse = warehouses.find((one) => one.id === id);
    if (!warehouse) return [{ code: 'warehouse_out_of_reach', params: { id } }];
    return warehouse.active ? [] : [{ code: 'warehouse_archived', params: { name: warehouse.name } }];
  });
}
