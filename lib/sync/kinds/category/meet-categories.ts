import { proposeCategoryMapping } from '@/lib/integrations/category-mapping/propose';
import { readExternalIds } from '@/lib/odoo/intentions/read-external-ids';
import { sameJson } from '../../core/canonical';
import type { RunContext } from '../kind';
import { type CategoryTrees, canonicalHere, canonicalOdoo } from './tree';

export const categoryExternalId = (localId: string) => `category_${localId}`;

export interface CategoryPair {
  readonly localId: string;
  readonly odooId: number;
  readonly origin: 'here' | 'odoo';
}

/**
 * First meeting of categories: by the name we gave one before it was created, then as the wizard proposes (by path,
 * by name). What a person tied stays. One call, and none when nothing is new.
 */
export async function meetCategories(run: RunContext, trees: CategoryTrees): Promise<CategoryPair[]> {
  const free = [...trees.odoo.values()].filter(({ id }) => !trees.roots.has(id) && !trees.linkOfOdoo.has(id));
  const here = [...trees.here.values()].filter((category) => category.deletedAt === null);
  const untied = here.filter(({ id }) => !trees.linkOfHere.has(id));
  if (free.length === 0 || untied.length === 0) return [];
  const names = await readExternalIds(
    run.odoo,
    'product.category',
    free.map(({ id }) => id),
  );
  const byName = new Map(untied.map(({ id }) => [categoryExternalId(id), id]));
  const pairs: CategoryPair[] = [];
  for (const [odooId, name] of names) {
    const localId = byName.get(name);
    if (localId) pairs.push({ localId, odooId, origin: 'here' });
  }
  const taken = [
    ...[...trees.linkOfHere.values()].map((link) => ({
      categoryId: link.localId,
      odooCategoryId: link.odooId,
    })),
    ...pairs.map((pair) => ({ categoryId: pair.localId, odooCategoryId: pair.odooId })),
  ];
  const proposed = proposeCategoryMapping(here, [...trees.odoo.values()], {
    rootCategoryId: run.integration.rootCategoryId,
    taken,
  });
  return [
    ...pairs,
    ...proposed.map(({ categoryId, odooCategoryId }) => ({
      localId: categoryId,
      odooId: odooCategoryId,
      origin: 'odoo' as const,
    })),
  ];
}

/**
 * Two categories tied though they are called or filed differently ("Électronique" ↔ "Electronics") are one shelf in
 * two languages: those fields stay each side's own. One that we made there and whose tie was lost (a worker that died,
 * a backup brought back here) was called alike: whatever differs was typed since.
 */
export function ownFields(pair: CategoryPair, trees: CategoryTrees): string[] {
  if (pair.origin === 'here') return [];
  const local = trees.here.get(pair.localId);
  const remote = trees.odoo.get(pair.odooId);
  if (!local || !remote) return [];
  const here = canonicalHere(local);
  const odoo = canonicalOdoo(remote, trees);
  return ['name', 'parent'].filter((field) => !sameJson(here[field], odoo[field]));
}
