import type { editRows } from '@/db/schema/edits';
import { createProduct } from '@/lib/catalogue/products/create-product';
import { lockLiveFamily } from '@/lib/catalogue/products/family';
import { getProduct } from '@/lib/catalogue/products/get-product';
import { newProduct, type ProductView, productPatch } from '@/lib/catalogue/products/schema';
import { updateProduct } from '@/lib/catalogue/products/update-product';
import { setStock } from '@/lib/catalogue/stock/set-stock';
import type { Ctx } from '@/lib/context';
import { AppError } from '@/lib/errors';
import { EDIT_FIELDS, type RowChange, rowChange, sameValue } from './row-change';
import { saidOfVariants } from './said-of-variants';

type Row = Pick<typeof editRows.$inferSelect, 'editId' | 'action' | 'productId' | 'change' | 'before'>;

/**
 * Carries out one row by the catalogue's own verbs, in the transaction of `ctx`. Counts are applied by difference to
 * what was seen; any other field must still be what the preview showed. No price of what is on sale but the row's own
 * moves with it, and no value that another row of the edit says itself.
 * @returns the product's id
 * @throws AppError changed_since, or of the verb that refuses
 */
export async function applyRow(ctx: Ctx, row: Row): Promise<string> {
  const change = rowChange.parse(row.change);
  const before = rowChange.parse(row.before);
  const id = row.action === 'create' ? await create(ctx, change) : await update(ctx, row, change, before);
  for (const level of change.stock ?? []) {
    const seen = before.stock?.find(({ warehouse_id }) => warehouse_id === level.warehouse_id);
    await setStock(ctx, id, {
      ...level,
      ...(level.quantity === undefined ? {} : { expected_quantity: seen?.quantity ?? '0' }),
    });
  }
  return id;
}

async function create(ctx: Ctx, { product, parent_id, attributes }: RowChange): Promise<string> {
  const input = { ...product, ...(parent_id ? { parent_id } : {}), ...(attributes ? { attributes } : {}) };
  return (await createProduct(ctx, newProduct.parse(input))).id;
}

async function update(
  ctx: Ctx,
  { editId, productId: id }: Row,
  change: RowChange,
  before: RowChange,
): Promise<string> {
  if (id === null) throw new AppError('not_found');
  await lockLiveFamily(ctx.db, id);
  if (!change.product) return id;
  const now = await getProduct(ctx, id);
  if (!isAsSeen(now, before, change)) throw new AppError('changed_since');
  await updateProduct(ctx, id, productPatch.parse(change.product), await saidOfVariants(ctx, editId, id));
  return id;
}

/** Whether the fields that are to change still hold what `seen` says; what is there already is no hindrance. */
function isAsSeen(now: ProductView, seen: RowChange, change: RowChange): boolean {
  return EDIT_FIELDS.every((field) => {
    const wanted = change.product?.[field];
    if (wanted === undefined) return true;
    return (
      sameValue(field, now[field], seen.product?.[field] ?? null) || sameValue(field, now[field], wanted)
    );
  });
}

/**
 * Takes one row back: fields that still hold what the edit gave them get their former values, counts go back by the
 * difference, and a product it created is archived unless it was touched since.
 * @returns whether anything was taken back
 * @throws AppError of the verb that refuses
 */
export async function undoRow(ctx: Ctx, row: Row, archive: (id: string) => Promise<void>): Promise<boolean> {
  if (row.productId === null) return false;
  const change = rowChange.parse(row.change);
  const before = rowChange.parse(row.before);
  await lockLiveFamily(ctx.db, row.productId);
  const now = await getProduct(ctx, row.productId);
  if (row.action === 'create') {
    const touched = EDIT_FIELDS.some((field) => {
      const given = change.product?.[field];
      return given !== undefined && !sameValue(field, now[field], given);
    });
    if (!touched) await archive(row.productId);
    return !touched;
  }
  const back = EDIT_FIELDS.filter((field) => {
    const given = change.product?.[field];
    return given !== undefined && sameValue(field, now[field], given);
  });
  if (back.length > 0) {
    const patch = Object.fromEntries(back.map((field) => [field, before.product?.[field] ?? null]));
    const said = await saidOfVariants(ctx, row.editId, row.productId);
    await updateProduct(ctx, row.productId, productPatch.parse(patch), said);
  }
  let levels = 0;
  for (const { warehouse_id, quantity, alert_threshold } of change.stock ?? []) {
    const seen = before.stock?.find((one) => one.warehouse_id === warehouse_id);
    const current = now.stock.find((one) => one.warehouse_id === warehouse_id);
    const threshold =
      alert_threshold !== undefined &&
      sameValue('alert_threshold', current?.alert_threshold ?? null, alert_threshold);
    if (quantity === undefined && !threshold) continue;
    await setStock(ctx, row.productId, {
      warehouse_id,
      ...(quantity === undefined ? {} : { quantity: seen?.quantity ?? '0', expected_quantity: quantity }),
      ...(threshold ? { alert_threshold: seen?.alert_threshold ?? null } : {}),
    });
    levels += 1;
  }
  return back.length > 0 || levels > 0;
}
