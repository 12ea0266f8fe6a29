import { and, eq, isNull, ne, sql } from 'drizzle-orm';
import { products } from '@/db/schema/catalogue';
import { origins } from '@/db/schema/links';
import type { RunContext } from '../kind';
import type { CategoryRow } from './tree';

/**
 * Categories here that came from another Odoo and stay out of this one (`export_scope: "own"`). One that a product made
 * here is filed under goes along with it, and its parents too: a product needs its shelf.
 */
export async function foreignCategories(
  run: RunContext,
  here: readonly CategoryRow[],
): Promise<ReadonlySet<string>> {
  const { id, syncConfig } = run.integration;
  if (syncConfig.export_scope === 'all') return new Set();
  const rows = await run.ctx.db
    .select({ id: origins.localId })
    .from(origins)
    .where(and(eq(origins.kind, 'category'), ne(origins.integrationId, id)));
  const foreign = new Set(rows.map((row) => row.id));
  if (foreign.size === 0) return foreign;
  const parentOf = new Map(here.map((category) => [category.id, category.parentId]));
  const seen = new Set<string>();
  for (const shelf of await shelvesInUse(run)) {
    for (let at: string | null = shelf; at !== null && !seen.has(at); at = parentOf.get(at) ?? null) {
      seen.add(at);
      foreign.delete(at);
    }
  }
  return foreign;
}

/** Categories of products that no other Odoo gave. */
async function shelvesInUse(run: RunContext): Promise<string[]> {
  const { id } = run.integration;
  const ours = sql`not exists (select 1 from ${origins}
    where ${origins.localId} = ${products.id} and ${origins.integrationId} <> ${id})`;
  const rows = await run.ctx.db
    .selectDistinct({ id: products.categoryId })
    .from(products)
    .where(and(isNull(products.parentId), isNull(products.deletedAt), ours));
  return rows.flatMap((row) => row.id ?? []);
}
