import { eq, or } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { z } from 'zod';
import { products } from '@/db/schema/catalogue';
import { deleteCategory } from '@/lib/catalogue/categories/delete-category';
import { restoreCategoryPath } from '@/lib/catalogue/categories/restore-category-path';
import { updateCategory } from '@/lib/catalogue/categories/update-category';
import { deleteProduct } from '@/lib/catalogue/products/delete-product';
import { restoreProduct } from '@/lib/catalogue/products/restore-product';
import { productPatch } from '@/lib/catalogue/products/schema';
import { updateProduct } from '@/lib/catalogue/products/update-product';
import type { Ctx } from '@/lib/context';
import type { Json } from '../../core/canonical';
import { cutTies } from '../left-out/leave-out';
import { applyPictures } from './apply-pictures';
import type { UndoStep } from './undo-step';

/** Canonical fields that the catalogue's verbs know by another name. */
const COLUMN: Readonly<Record<string, string>> = { category: 'category_id' };
const PICTURES = new Set(['image', 'extra_images']);

/**
 * Carries out one step through the catalogue's own verbs, so that it obeys every rule a person's edit obeys.
 * Undoing what an import created here cuts its tie first: the record goes here, stays untouched in Odoo and is left out.
 * @throws AppError of the verb that refuses, `not_found` for a picture that is gone
 */
export async function applyStep(
  ctx: Ctx,
  integrationId: string,
  step: UndoStep & { localId: string },
): Promise<void> {
  const target: Record<string, Json> = {};
  for (const [field, { after }] of Object.entries(step.fields)) target[field] = after;
  const { active, ...fields } = target;
  if (step.kind === 'category') return applyToCategory(ctx, integrationId, step, { active, fields });
  if (active === true) await restoreProduct(ctx, step.localId);
  if (step.kind === 'variant' && fields.price === null)
    fields.price = await priceOfProduct(ctx, step.localId);
  const patch = Object.entries(fields).filter(([field]) => !PICTURES.has(field));
  if (patch.length > 0) {
    const named = Object.fromEntries(patch.map(([field, value]) => [COLUMN[field] ?? field, value]));
    await updateProduct(ctx, step.localId, productPatch.parse(named));
  }
  await applyPictures(ctx, step.localId, fields);
  if (active === false) {
    if (step.untied) await cutFamily(ctx, integrationId, step.localId);
    await deleteProduct(ctx, step.localId);
  }
}

/** What a variant costs that has no price of its own. */
async function priceOfProduct(ctx: Ctx, variantId: string): Promise<string | null> {
  const variant = alias(products, 'variant');
  const [row] = await ctx.db
    .select({ price: products.price })
    .from(products)
    .innerJoin(variant, eq(variant.parentId, products.id))
    .where(eq(variant.id, variantId));
  return row?.price ?? null;
}

async function applyToCategory(
  ctx: Ctx,
  integrationId: string,
  { localId, untied }: UndoStep & { localId: string },
  { active, fields }: { active: Json | undefined; fields: Readonly<Record<string, Json>> },
): Promise<void> {
  if (active === true) await restoreCategoryPath(ctx, localId);
  const place = z
    .object({ name: z.string().optional(), parent: z.uuid().nullable().optional() })
    .parse(fields);
  if (Object.keys(fields).length > 0) {
    await updateCategory(ctx, localId, {
      ...(place.name === undefined ? {} : { name: place.name }),
      ...(place.parent === undefined ? {} : { parent_id: place.parent }),
    });
  }
  if (active !== false) return;
  await deleteCategory(ctx, localId);
  if (untied) await cutTies(ctx.db, integrationId, localId, [localId]);
}

/** Only the ties of this integration: the record becomes a stranger to it, and its deletion here is not sent. */
async function cutFamily(ctx: Ctx, integrationId: string, id: string): Promise<void> {
  const family = await ctx.db
    .select({ id: products.id })
    .from(products)
    .where(or(eq(products.id, id), eq(products.parentId, id)));
  await cutTies(
    ctx.db,
    integrationId,
    id,
    family.map((row) => row.id),
  );
}
