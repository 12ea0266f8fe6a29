import { and, asc, eq, inArray, isNull } from 'drizzle-orm';
import { products, stockLevels } from '@/db/schema/catalogue';
import { editRows, edits } from '@/db/schema/edits';
import { formatMoney } from '@/lib/catalogue/decimals';
import type { ProductRow } from '@/lib/catalogue/products/family';
import { checkCategory } from '@/lib/catalogue/products/references';
import { warehouseFor } from '@/lib/catalogue/stock/warehouses';
import type { Ctx } from '@/lib/context';
import { beat } from './beat';
import { type BulkChange, bulkInput } from './bulk-schema';
import type { EditJob } from './carry-out';
import { changedPrice } from './price-change';
import { recordLabel } from './record-label';
import { type RowChange, sameValue } from './row-change';
import { type PreparedRow, saveRows } from './save-rows';
import { selectedProducts } from './selected-products';

/** Writes down what a change of many products would do to each; nothing of the catalogue is touched. @throws AppError unknown_category */
export async function prepareBulk(ctx: Ctx, edit: EditJob, signal?: AbortSignal): Promise<void> {
  const { selection, change } = bulkInput.parse(edit.options);
  await checkCategory(ctx.db, change.category_id);
  await ctx.db.delete(editRows).where(eq(editRows.editId, edit.id));
  const warehouseId =
    change.alert_threshold === undefined ? null : (await warehouseFor(ctx.db, undefined)).id;
  let position = 0;
  for await (const heads of selectedProducts(ctx, selection)) {
    if (signal?.aborted) return;
    const ids = heads.map(({ id }) => id);
    const variants = await variantsOf(ctx, ids);
    const families = heads.map((head) => [head, ...(variants.get(head.id) ?? [])]);
    const thresholds =
      warehouseId === null
        ? new Map<string, string | null>()
        : await thresholdsIn(ctx, warehouseId, families.flat());
    const rows = families.flatMap((family) => {
      const effects = family.map((row) =>
        effectOn(row, family.length > 1, change, { warehouseId, thresholds }),
      );
      const changed = effects.filter(({ action }) => action !== 'unchanged');
      return changed.length > 0 ? changed : effects.slice(0, 1);
    });
    await saveRows(
      ctx,
      edit.id,
      rows.map((row) => ({ ...row, position: ++position })),
    );
    await beat(ctx, edit.id);
  }
  await ctx.db.update(edits).set({ status: 'ready' }).where(eq(edits.id, edit.id));
}

interface Thresholds {
  readonly warehouseId: string | null;
  readonly thresholds: ReadonlyMap<string, string | null>;
}

/** What belongs to the family is changed on its head; prices on each that has one; thresholds where the goods are. */
function effectOn(
  row: ProductRow,
  hasVariants: boolean,
  change: BulkChange,
  { warehouseId, thresholds }: Thresholds,
): Omit<PreparedRow, 'position'> {
  const product: Record<string, string | null> = {};
  const before: Record<string, string | null> = {};
  const set = (field: 'price' | 'category_id' | 'status', was: string | null, is: string | null) => {
    if (sameValue(field, was, is)) return;
    product[field] = is;
    before[field] = was;
  };
  const head = row.parentId === null;
  const wrong: { column: string; code: string }[] = [];
  if (change.price && (change.price.mode !== 'set' || !hasVariants || !head || row.price !== null)) {
    const price = changedPrice(row.price, change.price);
    if (price !== null) set('price', row.price === null ? null : formatMoney(row.price), price);
    else if (row.price !== null) wrong.push({ column: 'price', code: 'negative' });
  }
  if (head && change.category_id !== undefined) set('category_id', row.categoryId, change.category_id);
  if (head && change.status !== undefined) set('status', row.status, change.status);
  const stock: RowChange['stock'] = [];
  const levelBefore: RowChange['stock'] = [];
  const isGood = row.stockable === 'stored' && !(head && hasVariants);
  if (warehouseId !== null && change.alert_threshold !== undefined && isGood) {
    const was = thresholds.get(row.id) ?? null;
    if (!sameValue('alert_threshold', was, change.alert_threshold)) {
      stock.push({ warehouse_id: warehouseId, alert_threshold: change.alert_threshold });
      levelBefore.push({ warehouse_id: warehouseId, alert_threshold: was });
    }
  }
  const none = Object.keys(product).length === 0 && stock.length === 0;
  return {
    productId: row.id,
    label: recordLabel(row.title, row.attributes),
    action: wrong.length > 0 ? 'wrong' : none ? 'unchanged' : 'update',
    change: {
      ...(Object.keys(product).length > 0 ? { product } : {}),
      ...(stock.length > 0 ? { stock } : {}),
    },
    before: {
      ...(Object.keys(product).length > 0 ? { product: before } : {}),
      ...(stock.length > 0 ? { stock: levelBefore } : {}),
    },
    problems: wrong,
  };
}

async function variantsOf({ db }: Ctx, heads: readonly string[]): Promise<Map<string | null, ProductRow[]>> {
  if (heads.length === 0) return new Map();
  const rows = await db
    .select()
    .from(products)
    .where(and(inArray(products.parentId, [...heads]), isNull(products.deletedAt)))
    .orderBy(asc(products.position), asc(products.id));
  return Map.groupBy(rows, ({ parentId }) => parentId);
}

async function thresholdsIn(
  { db }: Ctx,
  warehouseId: string,
  rows: readonly ProductRow[],
): Promise<Map<string, string | null>> {
  if (rows.length === 0) return new Map();
  const levels = await db
    .select({ productId: stockLevels.productId, threshold: stockLevels.alertThreshold })
    .from(stockLevels)
    .where(
      and(
        eq(stockLevels.warehouseId, warehouseId),
        inArray(
          stockLevels.productId,
          rows.map(({ id }) => id),
        ),
      ),
    );
  return new Map(levels.map(({ productId, threshold }) => [productId, threshold]));
}
