import { z } from 'zod';
import type { Ctx } from '@/lib/context';
import { textKey } from '../text';
import { categoryTree } from './queries';
import type { CategoryView } from './schema';

/** Categories on one page. */
export const TREE_PAGE = 50;

/** Words that a category's name must have, and how many of the tree stand on the pages before. */
export const treeQuery = z.object({
  search: z.string().trim().max(200).optional(),
  from: z.coerce.number().int().min(0).max(1_000_000).default(0),
});
export type TreeQuery = z.output<typeof treeQuery>;

export interface TreeRow extends Pick<CategoryView, 'id' | 'parent_id' | 'name' | 'path'> {
  /** In it or below it. */
  readonly products: number;
}

/** A page of the tree as people read it, of the categories that the words fit; `total` is how many those are. */
export async function browseTree(
  ctx: Pick<Ctx, 'db'>,
  { search = '', from }: TreeQuery,
  locale: string,
): Promise<{ rows: TreeRow[]; total: number }> {
  const tree = await categoryTree(ctx, locale);
  const counts = withBelow(tree);
  const words = textKey(search).split(' ');
  const fitting = tree.filter(({ name }) => words.every((word) => textKey(name).includes(word)));
  const rows = fitting
    .slice(from, from + TREE_PAGE)
    .map(({ id, parent_id, name, path }) => ({ id, parent_id, name, path, products: counts.get(id) ?? 0 }));
  return { rows, total: fitting.length };
}

/** By category, how many products its link shows: those below it included. Parents stand before what is below them. */
function withBelow(tree: readonly CategoryView[]): ReadonlyMap<string, number> {
  const counts = new Map(tree.map(({ id, product_count }) => [id, product_count]));
  for (const { id, parent_id } of tree.toReversed()) {
    const above = parent_id === null ? undefined : counts.get(parent_id);
    if (parent_id !== null && above !== undefined) counts.set(parent_id, above + (counts.get(id) ?? 0));
  }
  return counts;
}
