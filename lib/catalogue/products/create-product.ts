import { eq, max } from 'drizzle-orm';
import { v7 } from 'uuid';
import { products, stockLevels } from '@/db/schema/catalogue';
import { type Ctx, inTransaction, requireAdmin } from '@/lib/context';
import { AppError } from '@/lib/errors';
import { columnsOf } from './columns';
import { liveVariants, lockFamily, type ProductRow } from './family';
import { getProduct } from './get-product';
import { checkCategory, checkEanFree } from './references';
import { CODES, checkCombination, FIELDS_OF_PARENT } from './rules';
import type { NewProduct, NewVariant, ProductView } from './schema';

/**
 * Makes a product with its variants, or, with `parent_id`, one more variant.
 * @throws AppError unknown_category, unknown_parent, variant_of_variant, variant_field_of_parent,
 *   product_deleted, attribute_names_differ, combination_taken, ean_taken, code_of_variants
 */
export async function createProduct(ctx: Ctx, input: NewProduct): Promise<ProductView> {
  requireAdmin(ctx);
  const { parent_id, variants = [], ...fields } = input;
  if (parent_id && variants.length > 0) throw new AppError('variant_of_variant');
  if (variants.length > 0) {
    for (const field of CODES) if (fields[field]) throw new AppError('code_of_variants', { field });
  }
  return inTransaction(ctx, async (inner) => {
    const id = parent_id ? await createVariant(inner, parent_id, fields) : await createHead(inner, fields);
    if (variants.length > 0) {
      const [parent] = await inner.db.select().from(products).where(eq(products.id, id));
      if (parent) await insertVariants(inner, parent, variants);
    }
    return getProduct(inner, id);
  });
}

async function createHead(ctx: Ctx, fields: NewProduct): Promise<string> {
  await checkCategory(ctx.db, fields.category_id);
  await checkEanFree(ctx.db, fields.ean, []);
  const id = v7();
  await ctx.db.insert(products).values({ id, title: '', ...columnsOf(fields), editedBy: ctx.actor.name });
  return id;
}

async function createVariant(ctx: Ctx, parentId: string, fields: NewProduct): Promise<string> {
  const parent = await lockParent(ctx, parentId);
  const inherited = inheritedFields(parent);
  for (const field of FIELDS_OF_PARENT) {
    if (fields[field] !== undefined && fields[field] !== inherited[field]) {
      throw new AppError('variant_field_of_parent', { field });
    }
  }
  const { title, description, category_id, status, ...own } = fields;
  const [id] = await insertVariants(ctx, parent, [own]);
  if (!id) throw new AppError('unprocessable');
  return id;
}

async function lockParent(ctx: Ctx, parentId: string): Promise<ProductRow> {
  const { product, parent } = await lockFamily(ctx.db, parentId).catch((error: unknown) => {
    throw error instanceof AppError && error.code === 'not_found' ? new AppError('unknown_parent') : error;
  });
  if (parent) throw new AppError('variant_of_variant');
  if (product.deletedAt) throw new AppError('product_deleted');
  return product;
}

/** Adds variants to a locked parent; what they do not say they have from it, and the first one takes its codes over. */
async function insertVariants(
  ctx: Ctx,
  parent: ProductRow,
  variants: readonly NewVariant[],
): Promise<string[]> {
  const before = await liveVariants(ctx.db, parent.id);
  const sisters = before.map((sister) => sister.attributes);
  const [last] = await ctx.db
    .select({ position: max(products.position) })
    .from(products)
    .where(eq(products.parentId, parent.id));
  let position = last?.position ?? -1;
  const rows: (typeof products.$inferInsert)[] = [];
  const codes = new Set<string>();
  for (const variant of variants) {
    const attributes = variant.attributes ?? {};
    checkCombination(attributes, sisters);
    sisters.push(attributes);
    await checkEanFree(ctx.db, variant.ean, [parent.id]);
    if (variant.ean && codes.has(variant.ean))
      throw new AppError('ean_taken', { ean: variant.ean, title: parent.title });
    if (variant.ean) codes.add(variant.ean);
    position += 1;
    const { title, description, category_id, status } = inheritedFields(parent);
    rows.push({
      id: v7(),
      parentId: parent.id,
      title,
      description,
      categoryId: category_id,
      status,
      stockable: parent.stockable,
      tracking: parent.tracking,
      price: parent.price,
      position,
      costPrice: parent.costPrice,
      weight: parent.weight,
      volume: parent.volume,
      ...(before.length === 0 && rows.length === 0 ? { sku: parent.sku, ean: parent.ean } : {}),
      ...given(columnsOf(variant)),
    });
  }
  await ctx.db.insert(products).values(rows);
  const ids = rows.flatMap((row) => row.id ?? []);
  if (before.length === 0 && ids[0]) {
    await handOverStock(ctx, parent.id, ids[0]);
    if (parent.sku !== null || parent.ean !== null)
      await ctx.db.update(products).set({ sku: null, ean: null }).where(eq(products.id, parent.id));
  }
  return ids;
}

/** What a variant says of its own; nothing said is nothing of its own. */
function given(columns: ReturnType<typeof columnsOf>): ReturnType<typeof columnsOf> {
  return Object.fromEntries(Object.entries(columns).filter(([, value]) => value !== null));
}

/** A product that gets its first variants keeps its stock on the first one, as in Odoo (FACTS.md A, Variants). */
async function handOverStock(ctx: Ctx, parentId: string, firstId: string): Promise<void> {
  await ctx.db.update(stockLevels).set({ productId: firstId }).where(eq(stockLevels.productId, parentId));
}

function inheritedFields(parent: ProductRow) {
  return {
    title: parent.title,
    description: parent.description,
    category_id: parent.categoryId,
    status: parent.status,
  };
}
