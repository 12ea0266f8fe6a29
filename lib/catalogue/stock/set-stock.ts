import { and, eq } from 'drizzle-orm';
import type { Db } from '@/db/client';
import { stockLevels } from '@/db/schema/catalogue';
import { type Ctx, inTransaction, requireAdmin } from '@/lib/context';
import { AppError } from '@/lib/errors';
import { fitsNumeric, formatQuantity, mergeCount } from '../decimals';
import { liveVariants, lockLiveFamily, type ProductRow } from '../products/family';
import { getProduct } from '../products/get-product';
import type { ProductView } from '../products/schema';
import { COUNT, type StockInput } from './schema';
import { warehouseFor } from './warehouses';

/**
 * Sets a product's quantity and alert threshold in one warehouse. With `expected_quantity` the typed
 * count is applied by difference, so that a sale or a receipt meanwhile is kept.
 * @throws AppError not_found, product_deleted, stock_on_variants, stock_not_kept, stock_tracked,
 *   stock_out_of_range, unknown_warehouse
 */
export async function setStock(ctx: Ctx, productId: string, input: StockInput): Promise<ProductView> {
  requireAdmin(ctx);
  return inTransaction(ctx, async (inner) => {
    const { product } = await lockLiveFamily(inner.db, productId);
    await checkKeepsStock(inner.db, product, input);
    const warehouse = await warehouseFor(inner.db, input.warehouse_id);
    const key = and(eq(stockLevels.productId, productId), eq(stockLevels.warehouseId, warehouse.id));
    await inner.db.insert(stockLevels).values({ productId, warehouseId: warehouse.id }).onConflictDoNothing();
    const [level] = await inner.db.select().from(stockLevels).where(key).for('update');
    if (!level) throw new AppError('not_found');
    const { quantity = level.quantity, expected_quantity, alert_threshold = level.alertThreshold } = input;
    const typed = {
      quantity:
        expected_quantity === undefined ? quantity : countedOn(level.quantity, expected_quantity, quantity),
      alertThreshold: alert_threshold,
    };
    if (!isSame(level, typed))
      await inner.db
        .update(stockLevels)
        .set({ ...typed, editedBy: ctx.actor.name })
        .where(key);
    return getProduct(inner, productId);
  });
}

type Level = Pick<typeof stockLevels.$inferSelect, 'quantity' | 'alertThreshold'>;

/** Whether neither number becomes another; "5" and "5.0000" are one, none and zero are two. */
function isSame(before: Level, after: Level): boolean {
  const plain = (value: string | null) => (value === null ? null : formatQuantity(value));
  return (
    plain(before.quantity) === plain(after.quantity) &&
    plain(before.alertThreshold) === plain(after.alertThreshold)
  );
}

/** What was seen may be long ago, or never so: the difference may then lead to a count that there cannot be. */
function countedOn(current: string, seen: string, typed: string): string {
  const merged = mergeCount(current, seen, typed);
  if (!merged.startsWith('-') && fitsNumeric(merged, ...COUNT)) return merged;
  const params = { current: formatQuantity(current), seen, typed, merged };
  const fields = [{ path: 'quantity', message: 'stock_out_of_range', params }];
  throw new AppError('stock_out_of_range', params, { fields });
}

async function checkKeepsStock(db: Db, product: ProductRow, input: StockInput): Promise<void> {
  if (product.stockable !== 'stored') throw new AppError('stock_not_kept');
  if (input.quantity !== undefined && product.tracking !== 'none') throw new AppError('stock_tracked');
  if (!product.parentId && (await liveVariants(db, product.id)).length > 0)
    throw new AppError('stock_on_variants');
}
