import { and, eq, inArray } from 'drizzle-orm';
import { cursors } from '@/db/schema/feeds';
import { links } from '@/db/schema/links';
import type { Ctx } from '@/lib/context';
import type { Integration } from './find';

type Settings = Pick<Integration, 'syncConfig' | 'rootCategoryId' | 'config'>;

/** What decides which records, fields and directions are looked at. */
function scopeOf({ syncConfig, rootCategoryId, config }: Settings): string {
  const { direction, fields, category_filter, export_scope, import_not_for_sale = false } = syncConfig;
  const sorted = (values: readonly (string | number)[]) => [...values].map(String).sort();
  return JSON.stringify([
    direction,
    sorted(fields.product),
    sorted(fields.stock),
    sorted(fields.order),
    sorted(category_filter),
    export_scope,
    import_not_for_sale,
    rootCategoryId,
    config.company_id ?? null,
  ]);
}

/**
 * Settings that let more in concern records that have not changed since and that no feed would name again: the next
 * run looks at every record once more. What is agreed stays agreed, so only what is new moves.
 */
export async function startOverIfScopeChanged(
  ctx: Ctx,
  before: Integration,
  after: Integration,
): Promise<void> {
  if (scopeOf(before) === scopeOf(after)) return;
  await ctx.db.delete(cursors).where(eq(cursors.integrationId, after.id));
  await ctx.db
    .update(links)
    .set({ odooWriteDate: null })
    .where(and(eq(links.integrationId, after.id), inArray(links.kind, ['product', 'variant'])));
}
