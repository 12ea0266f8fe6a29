import { z } from 'zod';
import { OdooError } from '../errors';
import type { OdooSession } from '../session';
import { StockError } from '../stock-error';
import { stockContext } from './moves';
import type { Count } from './plan-counts';

/**
 * Writes counts so that Odoo makes them the stock, the way each version has (FACTS.md B, Stock): 14 applies
 * `inventory_quantity` at once, 15–19 `inventory_quantity_auto_apply`, both in inventory mode. A user who may not use
 * the latter counts and applies in two steps. The one-step ways are absolute: a call that arrives late or twice ends
 * at the same quantity, whereas a late `action_apply_inventory` would apply whatever count is there by then.
 */
export async function writeCounts(
  odoo: OdooSession,
  counts: readonly Count[],
  stockLocationId: number,
  reference: string,
): Promise<void> {
  const { setStock } = odoo.capabilities;
  const field = setStock === 'auto_apply' ? 'inventory_quantity_auto_apply' : 'inventory_quantity';
  const context = stockContext(reference);
  const single = counts.filter((count) => count.quantId !== null);
  const fresh = counts.filter((count) => count.quantId === null);
  const quantIds = single.flatMap((count) => count.quantId ?? []);
  for (const [quantity, same] of Map.groupBy(single, (count) => count.quantity)) {
    const ids = same.map((count) => count.quantId);
    await odoo.call('stock.quant', 'write', [ids, { [field]: Number(quantity) }], { context });
  }
  if (fresh.length > 0) {
    const rows = fresh.map((count) => ({
      product_id: count.productId,
      location_id: stockLocationId,
      [field]: Number(count.quantity),
    }));
    const made = await odoo.call('stock.quant', 'create', [rows], { context });
    quantIds.push(...(z.number().array().safeParse(made).data ?? []));
  }
  if (setStock === 'apply') await apply(odoo, quantIds, context);
}

const Dialog = z.looseObject({ res_model: z.string() });

/**
 * Only inventory administrators may apply on 15–17, and whoever is one has the one-step way: a refusal here is about
 * rights, whatever its words.
 * @throws StockError stock_permission, or stock_conflict when Odoo opens a dialog instead (somebody counts the same
 * goods); nothing is applied then
 */
async function apply(
  odoo: OdooSession,
  quantIds: readonly number[],
  context: Record<string, unknown>,
): Promise<void> {
  const answer = await odoo
    .call('stock.quant', 'action_apply_inventory', [quantIds], { context }, { answersNothing: true })
    .catch((error: unknown) => {
      const refused = error instanceof OdooError && error.code === 'validation';
      throw refused ? new StockError('stock_permission', { ...error.params, model: 'stock.quant' }) : error;
    });
  const dialog = Dialog.safeParse(answer);
  if (dialog.success) throw new StockError('stock_conflict', { dialog: dialog.data.res_model });
}

/** Odoo's refusal for want of rights in our words; anything else stays what it is. */
export function explained(error: unknown): unknown {
  return error instanceof OdooError && error.code === 'permission'
    ? new StockError('stock_permission', { ...error.params, model: 'stock.quant' })
    : error;
}
