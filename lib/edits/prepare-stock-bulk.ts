import Decimal from 'decimal.js';
import { eq } from 'drizzle-orm';
import { editRows, edits } from '@/db/schema/edits';
import { browseStock, type StockRow } from '@/lib/catalogue/stock/browse-stock';
import { warehouseFor } from '@/lib/catalogue/stock/warehouses';
import type { Ctx } from '@/lib/context';
import { beat } from './beat';
import type { EditJob } from './carry-out';
import { recordLabel } from './record-label';
import { type RowChange, sameValue } from './row-change';
import { type PreparedRow, saveRows } from './save-rows';
import { type StockBulkChange, type StockBulkInput, stockBulkInput } from './stock-bulk-schema';

type Level = Omit<NonNullable<RowChange['stock']>[number], 'warehouse_id'>;

const BATCH = 300;

/**
 * Writes down what a change of many counts or thresholds would do to each product in one warehouse; nothing is touched.
 * @throws AppError unknown_warehouse
 */
export async function prepareStockBulk(ctx: Ctx, edit: EditJob, signal?: AbortSignal): Promise<void> {
  const { selection, change } = stockBulkInput.parse(edit.options);
  const { id: warehouseId } = await warehouseFor(ctx.db, change.warehouse_id);
  await ctx.db.delete(editRows).where(eq(editRows.editId, edit.id));
  const { filter, ids, except } = meant(selection);
  let position = 0;
  let cursor: string | undefined;
  do {
    if (signal?.aborted) return;
    const page = await browseStock(ctx, { ...filter, ids, sort: 'title', limit: BATCH, cursor });
    const rows = page.data
      .filter(({ id }) => !except.has(id))
      .map((row) => ({ ...effectOn(row, change, warehouseId), position: ++position }));
    await saveRows(ctx, edit.id, rows);
    await beat(ctx, edit.id);
    cursor = page.next_cursor ?? undefined;
  } while (cursor !== undefined);
  await ctx.db.update(edits).set({ status: 'ready' }).where(eq(edits.id, edit.id));
}

function meant(selection: StockBulkInput['selection']) {
  return 'ids' in selection
    ? { filter: { low: false }, ids: selection.ids, except: new Set<string>() }
    : { filter: selection.filter, ids: undefined, except: new Set(selection.except) };
}

function effectOn(
  row: StockRow,
  change: StockBulkChange,
  warehouseId: string,
): Omit<PreparedRow, 'position'> {
  const level = row.levels.find(({ warehouse_id }) => warehouse_id === warehouseId);
  const [counted, threshold] = [level?.quantity ?? '0', level?.alert_threshold ?? null];
  const wrong: { column: string; code: string }[] = [];
  const after: Level = {};
  const before: Level = {};
  const quantity = change.quantity && countOf(counted, change.quantity);
  if (quantity !== undefined && !sameValue('quantity', quantity, counted)) {
    after.quantity = quantity;
    before.quantity = counted;
    // Goods that Odoo tracks by lot or serial number are counted there.
    if (row.tracking !== 'none') wrong.push({ column: 'quantity', code: 'stock_tracked' });
    if (quantity.startsWith('-')) wrong.push({ column: 'quantity', code: 'negative' });
  }
  if (
    change.alert_threshold !== undefined &&
    !sameValue('alert_threshold', change.alert_threshold, threshold)
  ) {
    after.alert_threshold = change.alert_threshold;
    before.alert_threshold = threshold;
  }
  const none = Object.keys(after).length === 0;
  return {
    productId: row.id,
    label: recordLabel(row.title, row.attributes),
    action: wrong.length > 0 ? 'wrong' : none ? 'unchanged' : 'update',
    change: none ? {} : { stock: [{ warehouse_id: warehouseId, ...after }] },
    before: none ? {} : { stock: [{ warehouse_id: warehouseId, ...before }] },
    problems: wrong,
  };
}

function countOf(was: string, { mode, value }: NonNullable<StockBulkChange['quantity']>): string {
  return mode === 'set' ? value : new Decimal(was).plus(value).toFixed();
}
