import { isNull } from 'drizzle-orm';
import { categories } from '@/db/schema/catalogue';
import { type Ctx, requireAdmin } from '@/lib/context';
import { readCategories } from '@/lib/odoo/intentions/read-categories';
import { findIntegration } from '../find';
import { withOdoo } from '../odoo-settings';
import type { MappingProposal } from './mapping-answers';
import { listCategoryMappings } from './mappings';
import { pathsOf, proposeCategoryMapping, rootCategoryIds } from './propose';

/** What the first run would tie together. Reads Odoo's tree now. @throws AppError not_found, odoo_failed */
export async function readMappingProposal(ctx: Ctx, ref: string): Promise<MappingProposal> {
  requireAdmin(ctx);
  const integration = await findIntegration(ctx, ref);
  const remote = await withOdoo(ctx, integration, (odoo) => readCategories(odoo));
  const local = await ctx.db
    .select({ id: categories.id, parentId: categories.parentId, name: categories.name })
    .from(categories)
    .where(isNull(categories.deletedAt));
  const taken = await listCategoryMappings(ctx, integration.id);
  const { rootCategoryId } = integration;
  const proposals = proposeCategoryMapping(local, remote, {
    rootCategoryId,
    taken: taken.map((pair) => ({ categoryId: pair.category_id, odooCategoryId: pair.odoo_category_id })),
  });
  const pairOf = new Map<number, { category_id: string; source: 'manual' | 'auto' | 'proposed' }>([
    ...proposals.map(
      (pair) => [pair.odooCategoryId, { category_id: pair.categoryId, source: 'proposed' as const }] as const,
    ),
    ...taken.map((pair) => [pair.odoo_category_id, pair] as const),
  ]);
  const roots = rootCategoryIds(remote, rootCategoryId);
  const fullPaths = pathsOf(remote, new Set());
  const remotePaths = pathsOf(remote, roots);
  const localPaths = pathsOf(local, new Set());
  const byPath = (one: { path: string[] }, other: { path: string[] }) =>
    one.path.join('\0').localeCompare(other.path.join('\0'), 'fr');
  return {
    categories: local.map(({ id }) => ({ id, path: localPaths.get(id) ?? [] })).sort(byPath),
    odoo_categories: remote
      .map(({ id }) => ({
        id,
        path: remotePaths.get(id) ?? [],
        full_path: fullPaths.get(id) ?? [],
        root: roots.has(id),
        category_id: pairOf.get(id)?.category_id ?? null,
        source: pairOf.get(id)?.source ?? null,
      }))
      .sort(byPath),
  };
}
