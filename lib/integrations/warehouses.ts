import { type Ctx, requireAdmin } from '@/lib/context';
import { readWarehouses } from '@/lib/odoo/intentions/read-warehouses';
import { findIntegration } from './find';
import { withOdoo } from './odoo-settings';

/**
 * The warehouses of the integration's company, as Odoo names them now; with `names` also by the name that people know
 * them by, where `name` is that of the place its goods are counted in. @throws AppError not_found, odoo_failed
 */
export async function listWarehousesInOdoo(
  ctx: Ctx,
  ref: string,
  { names = false }: { names?: boolean } = {},
): Promise<{ id: number; name: string; code: string; warehouse_name?: string }[]> {
  requireAdmin(ctx);
  const integration = await findIntegration(ctx, ref);
  const found = await withOdoo(ctx, integration, readWarehouses);
  return found
    .filter(({ active }) => active)
    .map(({ id, name, code, warehouseName }) => ({
      id,
      name,
      code,
      ...(names ? { warehouse_name: warehouseName } : {}),
    }));
}
