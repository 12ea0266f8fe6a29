import { AppError } from '@/lib/errors';

interface Chosen {
  defaultWarehouseId: number | null;
  warehouseIds: number[];
}

/**
 * Which warehouses are synchronised and which one takes our stock moves. A new default one joins the selection;
 * a selection without the default one makes its first the default. @throws AppError invalid_request when the
 * request names a default that its own selection leaves out
 */
export function chooseWarehouses(
  current: Chosen,
  wanted: { default_warehouse_id?: number | null; warehouse_ids?: number[] },
): Partial<Chosen> {
  if (wanted.default_warehouse_id === undefined && wanted.warehouse_ids === undefined) return {};
  const named = wanted.default_warehouse_id;
  if (wanted.warehouse_ids && named && !wanted.warehouse_ids.includes(named)) {
    const fields = [{ path: 'default_warehouse_id', message: 'default_warehouse_not_selected' }];
    throw new AppError('invalid_request', {}, { fields });
  }
  const ids = [...new Set(wanted.warehouse_ids ?? [...current.warehouseIds, ...(named ? [named] : [])])];
  const kept = named === undefined ? current.defaultWarehouseId : named;
  const chosen = kept !== null && ids.includes(kept) ? kept : (ids[0] ?? null);
  return { defaultWarehouseId: named === null ? null : chosen, warehouseIds: ids };
}
