import { and, eq } from 'drizzle-orm';
import { categories } from '@/db/schema/catalogue';
import { links } from '@/db/schema/links';
import { rootCategoryIds } from '@/lib/integrations/category-mapping/propose';
import { readCategories } from '@/lib/odoo/intentions/read-categories';
import type { RemoteCategory } from '@/lib/odoo/records';
import { loadDecisions } from '../../history/load-decisions';
import type { RunContext } from '../kind';
import { foreignCategories } from './foreign-categories';
import type { CategoryTrees } from './tree';

/** Odoo's categories as a run has read them: whoever needs them first reads them for all. */
const read = new WeakMap<RunContext, Promise<RemoteCategory[]>>();

/** One call a run per 2,000 categories. */
export function categoriesOf(run: RunContext): Promise<RemoteCategory[]> {
  const remote = read.get(run) ?? readCategories(run.odoo);
  read.set(run, remote);
  return remote;
}

/** Both trees: two queries here. */
export async function readTrees(run: RunContext): Promise<CategoryTrees> {
  return tieTrees(run, await categoriesOf(run));
}

/** The run has written categories in Odoo: who needs them next reads them anew. */
export function forgetRead(run: RunContext): void {
  read.delete(run);
}

/** The trees with what ties them read anew, around categories of Odoo read before. */
export async function tieTrees(run: RunContext, remote: readonly RemoteCategory[]): Promise<CategoryTrees> {
  const { db } = run.ctx;
  const [here, tied, decisions] = await Promise.all([
    db.select().from(categories),
    db
      .select()
      .from(links)
      .where(and(eq(links.integrationId, run.integration.id), eq(links.kind, 'category'))),
    loadDecisions(db, run.integration.id, ['category']),
  ]);
  const foreign = await foreignCategories(run, here);
  const roots = rootCategoryIds(remote, run.integration.rootCategoryId);
  return {
    here: new Map(here.map((row) => [row.id, row])),
    odoo: new Map(remote.map((category) => [category.id, category])),
    roots,
    rootId: run.integration.rootCategoryId ?? deepestRoot(remote, roots),
    linkOfHere: new Map(tied.map((link) => [link.localId, link])),
    linkOfOdoo: new Map(tied.map((link) => [link.odooId, link])),
    foreign,
    decisions,
  };
}

/** Without a configured root: Odoo's trunk as deep as it is one line ("All / Saleable" rather than "All"). */
function deepestRoot(remote: readonly RemoteCategory[], roots: ReadonlySet<number>): number | null {
  let at: RemoteCategory | undefined;
  for (;;) {
    const parentId: number | null = at?.id ?? null;
    const next = remote.filter((category) => roots.has(category.id) && category.parentId === parentId);
    if (next.length !== 1) return at?.id ?? null;
    at = next[0];
  }
}

/** Category ids of the filter with everything below them; null: no filter. */
export function filteredIds(run: RunContext, remote: Iterable<RemoteCategory>): Set<number> | null {
  const wanted = run.integration.syncConfig.category_filter;
  if (wanted.length === 0) return null;
  const byId = new Map([...remote].map((category) => [category.id, category]));
  const inside = (id: number | null, steps = 0): boolean => {
    if (id === null || steps > byId.size) return false;
    return wanted.includes(id) || inside(byId.get(id)?.parentId ?? null, steps + 1);
  };
  return new Set([...byId.keys()].filter((id) => inside(id)));
}
