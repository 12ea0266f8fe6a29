import { v7 } from 'uuid';
import { warehouseFor } from '@/lib/catalogue/stock/warehouses';
import { type Ctx, inTransaction, requireAdmin } from '@/lib/context';
import type { BulkInput } from './bulk-schema';
import type { EditJob } from './carry-out';
import { beginEdit } from './move-edit';
import type { StockBulkInput } from './stock-bulk-schema';

/** The same for counts and thresholds of one warehouse. @throws AppError forbidden, unknown_warehouse */
export async function startStockBulkEdit(ctx: Ctx, input: StockBulkInput): Promise<EditJob> {
  requireAdmin(ctx);
  await warehouseFor(ctx.db, input.change.warehouse_id);
  const values = { id: v7(), source: 'bulk', subject: 'stock', name: '', options: { ...input } } as const;
  return inTransaction(ctx, (inner) => beginEdit(inner, values));
}

/** Lets a worker write down what a change of many products would do. @throws AppError forbidden */
export async function startBulkEdit(ctx: Ctx, input: BulkInput): Promise<EditJob> {
  requireAdmin(ctx);
  const values = { id: v7(), source: 'bulk', subject: 'products', name: '', options: { ...input } } as const;
  return inTransaction(ctx, (inner) => beginEdit(inner, values));
}
