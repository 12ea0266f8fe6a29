import { type Ctx, requireAdmin } from '@/lib/context';
import { readWarehouses } from '@/lib/odoo/intentions/read-warehouses';
import { findIntegration } from './find';
import { withOdoo } from './odoo-settings';

/** The warehouses of the integration's company, as Odoo names them now. @throws AppError not_found, odoo_failed */
export async function listWarehousesInOdoo(
  ctx: Ctx,
  ref: string,
): Promise<{ id: number; name: string; code: string }[]> {
  requireAdmin(ctx);
  const integration = await findIntegration(ctx, ref);
  const found = await withOdoo(ctx, integration, readWarehouses);
  return found.filter(({ active }) => active).map(({ id, name, code }) => ({ id, name, code }));
}
