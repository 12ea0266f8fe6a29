import type { RemoteWarehouse } from '@/lib/odoo/records';
import type { Integration } from '../kind';

export interface SelectedWarehouses {
  /** Odoo warehouses whose stock is synchronised, the default one first. */
  readonly all: readonly RemoteWarehouse[];
  readonly default: RemoteWarehouse | null;
}

type Choice = Pick<Integration, 'warehouseIds' | 'defaultWarehouseId'>;

/** Whether the settings name the warehouse. */
export function isChosen({ warehouseIds, defaultWarehouseId }: Choice, odooId: number): boolean {
  return warehouseIds.includes(odooId) || defaultWarehouseId === odooId;
}

/**
 * The warehouses an integration works with. Nothing chosen: the company's first one, as Odoo itself takes it.
 * Archived ones are no longer worked with, chosen or not.
 */
export function selectedWarehouses(
  integration: Choice,
  known: readonly RemoteWarehouse[],
): SelectedWarehouses {
  const active = known.filter((warehouse) => warehouse.active);
  const chosen = new Set(integration.warehouseIds);
  if (integration.defaultWarehouseId !== null) chosen.add(integration.defaultWarehouseId);
  const selected = chosen.size === 0 ? active.slice(0, 1) : active.filter((one) => chosen.has(one.id));
  const main = selected.find((one) => one.id === integration.defaultWarehouseId) ?? selected[0] ?? null;
  return {
    all: main ? [main, ...selected.filter((one) => one !== main)] : [],
    default: main,
  };
}
