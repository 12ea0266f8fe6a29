import { isDeepStrictEqual } from 'node:util';
import { and, eq, isNotNull, type SQL, sql } from 'drizzle-orm';
import { anyOf } from '@/db/any-of';
import { products } from '@/db/schema/catalogue';
import { type Ctx, inTransaction, requireAdmin } from '@/lib/context';
import { AppError } from '@/lib/errors';
import { columnsOf } from './columns';
import { liveVariants, lockLiveFamily, type ProductRow } from './family';
import { getProduct } from './get-product';
import { checkCategory, checkEanFree } from './references';
import { CODES, checkCombination, FIELDS_OF_PARENT, FIELDS_OF_VARIANTS, type FieldOfParent } from './rules';
import type { ProductPatch, ProductView } from './schema';

/**
 * Changes the given fields and no other. What belongs to a whole family (title, description,
 * category, status) is changed on the parent and goes to its variants, archived ones too; cost, weight and volume of a
 * parent go to the variants that have none of their own; its price goes to those that cost what it did.
 * @param said given by whoever changes many products at once: then only archived variants follow a price, as nothing is
 *   said of them, and no cost, weight or volume reaches a variant of which that is said itself.
 * @throws AppError not_found, product_deleted, variant_field_of_parent, code_of_variants, value_of_variants, unknown_category,
 *   attribute_names_differ, combination_taken, ean_taken
 */
export async function updateProduct(
  ctx: Ctx,
  id: string,
  patch: ProductPatch,
  said?: SaidOfVariants,
): Promise<ProductView> {
  requireAdmin(ctx);
  return inTransaction(ctx, async (inner) => {
    const { product, parent } = await lockLiveFamily(inner.db, id);
    if (parent) await checkVariant(inner, product, parent, patch);
    if (patch.category_id !== product.categoryId) await checkCategory(inner.db, patch.category_id);
    if (patch.ean !== product.ean)
      await checkEanFree(inner.db, patch.ean, [id, ...(parent ? [parent.id] : [])]);
    const columns = columnsOf(patch);
    if (!parent) await shareWithVariants(inner, product, columns, said);
    if (!parent) await movePrices(inner, product, columns.price, said && isNotNull(products.deletedAt));
    if (Object.keys(columns).length > 0) {
      const editedBy = changes(product, columns) ? ctx.actor.name : product.editedBy;
      await inner.db
        .update(products)
        .set({ ...columns, editedBy })
        .where(eq(products.id, id));
    }
    const shared = columnsOf(pick(patch, FIELDS_OF_PARENT));
    if (!parent && Object.keys(shared).length > 0) {
      await inner.db.update(products).set(shared).where(eq(products.parentId, id));
    }
    return getProduct(inner, id);
  });
}

/** As scripts call them. */
const NAMES = { costPrice: 'cost_price', weight: 'weight', volume: 'volume' } as const;

/** Whether a change of many says itself what a variant's value becomes. */
export type SaidOfVariants = (variantId: string, field: (typeof NAMES)[keyof typeof NAMES]) => boolean;

/** Whether any value becomes another; "19.9" and "19.90" are one. */
function changes(row: ProductRow, columns: ReturnType<typeof columnsOf>): boolean {
  const before: Readonly<Record<string, unknown>> = row;
  return Object.entries(columns).some(([name, value]) => {
    const [one, other] = [before[name], value].map(plain);
    return !isDeepStrictEqual(one, other);
  });
}

const plain = (value: unknown) =>
  typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : value;

/**
 * What only variants can carry is theirs in Odoo too: a value that none of them takes would lie here alone.
 * @throws AppError code_of_variants, value_of_variants
 */
async function shareWithVariants(
  ctx: Ctx,
  head: ProductRow,
  columns: ReturnType<typeof columnsOf>,
  said: SaidOfVariants = () => false,
): Promise<void> {
  const variants = await liveVariants(ctx.db, head.id);
  if (variants.length === 0) return;
  for (const field of CODES) {
    if (columns[field] && columns[field] !== head[field]) throw new AppError('code_of_variants', { field });
  }
  for (const field of FIELDS_OF_VARIANTS) {
    const value = columns[field];
    if (value === undefined || !changes(head, { [field]: value })) continue;
    const unsaid = variants.filter((variant) => !said(variant.id, NAMES[field]));
    const following = unsaid.filter((variant) => variant[field] === null || variant[field] === head[field]);
    if (following.length === 0) {
      if (value === null || unsaid.length < variants.length) continue;
      throw new AppError('value_of_variants', { field: NAMES[field] });
    }
    const ids = following.map(({ id }) => id);
    await ctx.db
      .update(products)
      .set({ [field]: value })
      .where(anyOf(products.id, ids));
  }
}

/**
 * As in Odoo, where a variant without an extra price costs what its product costs, and goes on doing so: archived ones
 * too, which come back at a price of today. Prices of their own stay.
 * @param among which of them may move; all unless said
 */
async function movePrices(
  { db }: Ctx,
  head: ProductRow,
  price: string | null | undefined,
  among?: SQL,
): Promise<void> {
  if (price === undefined) return;
  const cost = sql`${products.price} is not distinct from ${head.price}`;
  await db
    .update(products)
    .set({ price })
    .where(
      and(eq(products.parentId, head.id), cost, sql`${products.price} is distinct from ${price}`, among),
    );
}

async function checkVariant(
  ctx: Ctx,
  variant: ProductRow,
  parent: ProductRow,
  patch: ProductPatch,
): Promise<void> {
  const current: Record<FieldOfParent, string | null> = {
    title: parent.title,
    description: parent.description,
    category_id: parent.categoryId,
    status: parent.status,
  };
  for (const field of FIELDS_OF_PARENT) {
    if (patch[field] !== undefined && patch[field] !== current[field]) {
      throw new AppError('variant_field_of_parent', { field });
    }
  }
  if (!patch.attributes) return;
  const sisters = (await liveVariants(ctx.db, parent.id)).filter((sister) => sister.id !== variant.id);
  if (Object.keys(patch.attributes).length === 0) {
    throw new AppError('attribute_names_differ', { names: Object.keys(variant.attributes) });
  }
  checkCombination(
    patch.attributes,
    sisters.map((sister) => sister.attributes),
  );
}

function pick<T extends object, K extends keyof T>(from: T, keys: readonly K[]): Pick<T, K> {
  const picked: Partial<T> = {};
  for (const key of keys) if (from[key] !== undefined) picked[key] = from[key];
  return picked as Pick<T, K>;
}
