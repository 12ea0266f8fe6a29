import { and, eq, inArray, isNull, notInArray, or } from 'drizzle-orm';
import { z } from 'zod';
import { categories } from '@/db/schema/catalogue';
import { links } from '@/db/schema/links';
import { recordAudit } from '@/lib/auth/audit';
import { type Ctx, inTransaction, requireAdmin } from '@/lib/context';
import { AppError } from '@/lib/errors';
import { findIntegration } from '../find';

const CATEGORY_MODEL = 'product.category';

export const categoryMapping = z.object({
  category_id: z.uuid(),
  odoo_category_id: z.number().int().positive(),
  source: z.enum(['auto', 'manual']),
});
export type CategoryMapping = z.output<typeof categoryMapping>;

/** What PUT takes; `source` may be given back as it was answered, `auto` pairs are left to the automatic mapping. */
export const categoryMappingsInput = z
  .array(categoryMapping.extend({ source: categoryMapping.shape.source.default('manual') }))
  .max(10_000);

/** Which category here is tied to which in Odoo. @throws AppError not_found */
export async function listCategoryMappings(ctx: Ctx, ref: string): Promise<CategoryMapping[]> {
  const { id } = await findIntegration(ctx, ref);
  return ctx.db
    .select({ category_id: links.localId, odoo_category_id: links.odooId, source: links.source })
    .from(links)
    .where(and(eq(links.integrationId, id), eq(links.kind, 'category'), isNull(links.odooDeletedAt)))
    .orderBy(links.odooId);
}

/**
 * Replaces the pairs a person chose (I5). Automatic pairs that contradict them give way; the others stay.
 * @throws AppError not_found, forbidden, invalid_request (a category twice), unknown_category
 */
export async function replaceCategoryMappings(
  ctx: Ctx,
  ref: string,
  input: z.output<typeof categoryMappingsInput>,
): Promise<CategoryMapping[]> {
  requireAdmin(ctx);
  const manual = input.filter(({ source }) => source === 'manual');
  assertOnce(manual);
  return inTransaction(ctx, async (inner) => {
    const { id } = await findIntegration(inner, ref);
    const localIds = manual.map(({ category_id }) => category_id);
    const odooIds = manual.map(({ odoo_category_id }) => odoo_category_id);
    await assertCategories(inner, localIds);
    const kept = await keptPairs(inner, id, manual);
    await inner.db
      .delete(links)
      .where(
        and(
          eq(links.integrationId, id),
          eq(links.kind, 'category'),
          kept.length > 0 ? notInArray(links.id, kept) : undefined,
          or(
            eq(links.source, 'manual'),
            localIds.length > 0 ? inArray(links.localId, localIds) : undefined,
            odooIds.length > 0 ? inArray(links.odooId, odooIds) : undefined,
          ),
        ),
      );
    if (kept.length > 0) {
      await inner.db.update(links).set({ source: 'manual' }).where(inArray(links.id, kept));
    }
    if (manual.length > 0) {
      await inner.db
        .insert(links)
        .values(
          manual.map((pair) => ({
            integrationId: id,
            kind: 'category' as const,
            localId: pair.category_id,
            odooModel: CATEGORY_MODEL,
            odooId: pair.odoo_category_id,
            origin: 'here' as const,
            source: 'manual' as const,
          })),
        )
        .onConflictDoNothing();
    }
    await recordAudit(inner, {
      action: 'integration.category_mappings_replaced',
      subject: { kind: 'integration', id },
      details: { pairs: manual.length },
    });
    return listCategoryMappings(inner, id);
  });
}

/** Pairs that are tied already exactly so keep their link and its base. */
async function keptPairs(
  ctx: Ctx,
  integrationId: string,
  manual: readonly { category_id: string; odoo_category_id: number }[],
): Promise<string[]> {
  const wanted = new Set(manual.map((pair) => `${pair.category_id} ${pair.odoo_category_id}`));
  const existing = await ctx.db
    .select({ id: links.id, localId: links.localId, odooId: links.odooId })
    .from(links)
    .where(and(eq(links.integrationId, integrationId), eq(links.kind, 'category')));
  return existing.filter((link) => wanted.has(`${link.localId} ${link.odooId}`)).map(({ id }) => id);
}

function assertOnce(pairs: readonly { category_id: string; odoo_category_id: number }[]): void {
  const seen = new Set<string | number>();
  for (const [index, pair] of pairs.entries()) {
    for (const [field, id] of Object.entries({
      category_id: pair.category_id,
      odoo_category_id: pair.odoo_category_id,
    })) {
      if (seen.has(id)) {
        throw new AppError(
          'invalid_request',
          {},
          { fields: [{ path: `${index}.${field}`, message: 'twice' }] },
        );
      }
      seen.add(id);
    }
  }
}

async function assertCategories(ctx: Ctx, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  const found = await ctx.db
    .select({ id: categories.id })
    .from(categories)
    .where(and(inArray(categories.id, [...ids]), isNull(categories.deletedAt)));
  if (found.length < new Set(ids).size) throw new AppError('unknown_category');
}
