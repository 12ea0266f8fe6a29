import { textKey } from '@/lib/catalogue/text';
import { meaningOf } from './glossary';

export interface CategoryNode<Id> {
  id: Id;
  parentId: Id | null;
  name: string;
}

export interface CategoryProposal {
  categoryId: string;
  odooCategoryId: number;
  /** What they have in common: the whole path, or the name alone where it is unique on both sides. */
  how: 'path' | 'name';
}

/** Names Odoo gives the trunk of its tree; they sort nothing a merchant would call a shelf. */
const TRUNK = new Set(
  [
    'All',
    'All Products',
    'Saleable',
    'Can be Sold',
    'Tous',
    'Toutes',
    'Tous les produits',
    'Vendable',
    'Vendables',
    'Peut être vendu',
    'À vendre',
  ].map(textKey),
);

/**
 * Odoo categories that are roots rather than shelves ("All", "All / Saleable", and the configured root with
 * whatever is above it): their children are top-level here, they themselves are nothing here.
 */
export function rootCategoryIds(
  remote: readonly CategoryNode<number>[],
  rootCategoryId: number | null,
): Set<number> {
  const byId = new Map(remote.map((category) => [category.id, category]));
  const roots = new Set<number>();
  for (let at = rootCategoryId; at !== null && !roots.has(at); at = byId.get(at)?.parentId ?? null)
    roots.add(at);
  const isTrunk = (category: CategoryNode<number>): boolean => {
    if (roots.has(category.id)) return true;
    if (!TRUNK.has(textKey(category.name))) return false;
    const parent = category.parentId === null ? undefined : byId.get(category.parentId);
    return !parent || isTrunk(parent);
  };
  for (const category of remote) if (isTrunk(category)) roots.add(category.id);
  return roots;
}

/**
 * Which category here is which in Odoo (I5): case- and accent-insensitive, by path first, then by name where
 * the name occurs once on both sides; each first as written, then through the glossary. Never a guess between
 * several. `taken` holds what is already tied and stays as it is.
 */
export function proposeCategoryMapping(
  local: readonly CategoryNode<string>[],
  remote: readonly CategoryNode<number>[],
  {
    rootCategoryId,
    taken,
  }: { rootCategoryId: number | null; taken?: readonly { categoryId: string; odooCategoryId: number }[] },
): CategoryProposal[] {
  const roots = rootCategoryIds(remote, rootCategoryId);
  let here = local.filter(({ id }) => !taken?.some((pair) => pair.categoryId === id));
  let there = remote.filter(({ id }) => !roots.has(id) && !taken?.some((pair) => pair.odooCategoryId === id));
  const localPath = pathsOf(local, new Set());
  const remotePath = pathsOf(remote, roots);
  const pathKey = (key: (name: string) => string, path: readonly string[] | undefined) =>
    JSON.stringify((path ?? []).map(key));
  const proposals: CategoryProposal[] = [];
  const pair = (
    how: CategoryProposal['how'],
    localKey: (category: CategoryNode<string>) => string,
    remoteKey: (category: CategoryNode<number>) => string,
  ) => {
    const candidates = uniqueBy(there, remoteKey);
    for (const [key, category] of uniqueBy(here, localKey)) {
      const match = candidates.get(key);
      if (match) proposals.push({ categoryId: category.id, odooCategoryId: match.id, how });
    }
    here = here.filter(({ id }) => !proposals.some((done) => done.categoryId === id));
    there = there.filter(({ id }) => !proposals.some((done) => done.odooCategoryId === id));
  };
  for (const key of [textKey, meaningOf]) {
    pair(
      'path',
      ({ id }) => pathKey(key, localPath.get(id)),
      ({ id }) => pathKey(key, remotePath.get(id)),
    );
  }
  for (const key of [textKey, meaningOf]) {
    pair(
      'name',
      ({ name }) => key(name),
      ({ name }) => key(name),
    );
  }
  return proposals;
}

function uniqueBy<Row>(rows: readonly Row[], keyOf: (row: Row) => string): Map<string, Row> {
  const found = new Map<string, Row | null>();
  for (const row of rows) {
    const key = keyOf(row);
    found.set(key, found.has(key) ? null : row);
  }
  return new Map([...found].flatMap(([key, row]) => (row === null ? [] : [[key, row] as const])));
}

/** Names from the top down to each category, roots left out. A loop in the tree ends the path. */
export function pathsOf<Id>(nodes: readonly CategoryNode<Id>[], roots: ReadonlySet<Id>): Map<Id, string[]> {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const pathOf = (node: CategoryNode<Id>): string[] => {
    const path: string[] = [];
    const passed = new Set<Id>();
    for (
      let at: CategoryNode<Id> | undefined = node;
      at && !roots.has(at.id) && !passed.has(at.id);
      at = at.parentId === null ? undefined : byId.get(at.parentId)
    ) {
      passed.add(at.id);
      path.unshift(at.name);
    }
    return path;
  };
  return new Map(nodes.map((node) => [node.id, pathOf(node)]));
}
