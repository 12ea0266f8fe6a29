import { z } from 'zod';
import { OdooError } from '../errors';
import type { OdooSession } from '../session';
import { StockError } from '../stock-error';
import { stockContext } from './moves';
import type { Count } from './plan-counts';

/** Below, only inventory administrators may apply a count, and whoever is one has the one-step way (FACTS.md A, Rights). */
const ANYBODY_APPLIES_SINCE = 18;

/**
 * Writes counts so that Odoo makes them the stock, the way each version has (FACTS.md B, Stock): 14 applies
 * `inventory_quantity` at once, 15–19 `inventory_quantity_auto_apply`, both in inventory mode. An inventory user who
 * may not use the latter counts and applies in two steps where Odoo lets him. The one-step ways are absolute: a call
 * that arrives late or twice ends at the same quantity, whereas a late `action_apply_inventory` would apply whatever
 * count is there by then.
 * @throws StockError stock_permission, stock_conflict
 */
export async function writeCounts(
  odoo: OdooSession,
  counts: readonly Count[],
  stockLocationId: number,
  reference: string,
): Promise<void> {
  const { setStock, major } = odoo.capabilities;
  const context = stockContext(reference);
  if (setStock !== 'apply') {
    const field = setStock === 'auto_apply' ? 'inventory_quantity_auto_apply' : 'inventory_quantity';
    try {
      await write(odoo, counts, stockLocationId, field, context);
      return;
    } catch (error) {
      if (!(await isForbidden(odoo, error))) throw error;
    }
  }
  if (major < ANYBODY_APPLIES_SINCE) throw new StockError('stock_permission', { model: 'stock.quant' });
  await apply(odoo, await write(odoo, counts, stockLocationId, 'inventory_quantity', context), context);
}

/** 15 says it as a mere validation, so the group is asked for then (14–17: `has_group` takes its name only). */
async function isForbidden(odoo: OdooSession, error: unknown): Promise<boolean> {
  if (!(error instanceof OdooError)) return false;
  if (error.code !== 'validation' || odoo.capabilities.major >= ANYBODY_APPLIES_SINCE) {
    return error.code === 'permission';
  }
  return (await odoo.call('res.users', 'has_group', ['stock.group_stock_manager'])) === false;
}

/** Answers the quants written. */
async function write(
  odoo: OdooSession,
  counts: readonly Count[],
  stockLocationId: number,
  field: string,
  context: Record<string, unknown>,
): Promise<number[]> {
  const single = counts.filter((count) => count.quantId !== null);
  const fresh = counts.filter((count) => count.quantId === null);
  for (const [quantity, same] of Map.groupBy(single, (count) => count.quantity)) {
    const ids = same.map((count) => count.quantId);
    await odoo.call('stock.quant', 'write', [ids, { [field]: Number(quantity) }], { context });
  }
  const known = single.flatMap((count) => count.quantId ?? []);
  if (fresh.length === 0) return known;
  const rows = fresh.map((count) => ({
    product_id: count.productId,
    location_id: stockLocationId,
    [field]: Number(count.quantity),
  }));
  const made = await odoo.call('stock.quant', 'create', [rows], { context });
  return [...known, ...(z.number().array().safeParse(made).data ?? [])];
}

const Dialog = z.looseObject({ res_model: z.string() });

/** @throws StockError stock_conflict when Odoo opens a dialog instead (somebody counts the same goods); nothing is applied then */
async function apply(
  odoo: OdooSession,
  quantIds: readonly number[],
  context: Record<string, unknown>,
): Promise<void> {
  const answer = await odoo.call(
    'stock.quant',
    'action_apply_inventory',
    [quantIds],
    { context },
    { answersNothing: true },
  );
  const dialog = Dialog.safeParse(answer);
  if (dialog.success) throw new StockError('stock_conflict', { dialog: dialog.data.res_model });
}

/** Odoo's refusal for want of rights in our words; anything else stays what it is. */
export function explained(error: unknown): unknown {
  return error instanceof OdooError && error.code === 'permission'
    ? new StockError('stock_permission', { ...error.params, model: 'stock.quant' })
    : error;
}
