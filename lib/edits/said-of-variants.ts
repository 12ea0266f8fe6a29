import { and, eq } from 'drizzle-orm';
import { products } from '@/db/schema/catalogue';
import { editRows } from '@/db/schema/edits';
import type { SaidOfVariants } from '@/lib/catalogue/products/update-product';
import type { Ctx } from '@/lib/context';
import { rowChange } from './row-change';

/** What an edit says itself of a product's variants, so that their rows find and leave what the preview showed. */
export async function saidOfVariants(
  { db }: Pick<Ctx, 'db'>,
  editId: string,
  productId: string,
): Promise<SaidOfVariants> {
  const rows = await db
    .select({ id: products.id, change: editRows.change })
    .from(products)
    .innerJoin(editRows, and(eq(editRows.editId, editId), eq(editRows.productId, products.id)))
    .where(eq(products.parentId, productId));
  const said = new Map(rows.map(({ id, change }) => [id, rowChange.parse(change).product]));
  return (variantId, field) => said.get(variantId)?.[field] !== undefined;
}
