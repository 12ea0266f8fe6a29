import type { categories } from '@/db/schema/catalogue';
import type { links } from '@/db/schema/links';
import { normaliseLine } from '@/lib/catalogue/text';
import type { RemoteCategory } from '@/lib/odoo/records';
import type { Canonical } from '../../core/canonical';
import type { Decisions } from '../../history/load-decisions';

export type CategoryRow = typeof categories.$inferSelect;
export type Link = typeof links.$inferSelect;

/** Both trees and what ties them, as far as the settings let this integration see. */
export interface CategoryTrees {
  readonly here: ReadonlyMap<string, CategoryRow>;
  readonly odoo: ReadonlyMap<number, RemoteCategory>;
  /** Odoo's trunk ("All", "All / Saleable", the configured root): nothing here, their children are top-level here. */
  readonly roots: ReadonlySet<number>;
  /** Where a top-level category of ours goes in Odoo. */
  readonly rootId: number | null;
  readonly linkOfHere: ReadonlyMap<string, Link>;
  readonly linkOfOdoo: ReadonlyMap<number, Link>;
  /** Categories here that came from another Odoo and that nothing of this one is filed under: they stay out of it. */
  readonly foreign: ReadonlySet<string>;
  /** What persons decided about conflicts of categories, by local id and field. */
  readonly decisions: Decisions;
}

/** The same trees with more ties. */
export function withTies(trees: CategoryTrees, ties: readonly Link[]): CategoryTrees {
  return {
    ...trees,
    linkOfHere: new Map([...trees.linkOfHere, ...ties.map((link) => [link.localId, link] as const)]),
    linkOfOdoo: new Map([...trees.linkOfOdoo, ...ties.map((link) => [link.odooId, link] as const)]),
  };
}

/** The same trees with these ties less. */
export function withoutTies(trees: CategoryTrees, ties: readonly Link[]): CategoryTrees {
  const without = new Set(ties.map(({ id }) => id));
  const kept = <Key>(known: ReadonlyMap<Key, Link>) =>
    new Map([...known].filter(([, { id }]) => !without.has(id)));
  return { ...trees, linkOfHere: kept(trees.linkOfHere), linkOfOdoo: kept(trees.linkOfOdoo) };
}

/** `{ name, parent }`, the parent as the id here; null at the top. */
export function canonicalHere(category: CategoryRow): Canonical {
  return {
    name: normaliseLine(category.name),
    parent: category.parentId,
    active: category.deletedAt === null,
  };
}

/** A parent that is not ours (yet) leaves `parent` out: it cannot be said and is not touched. */
export function canonicalOdoo(category: RemoteCategory, trees: CategoryTrees): Canonical {
  const parent = parentHere(category.parentId, trees);
  return { name: normaliseLine(category.name), active: true, ...(parent === undefined ? {} : { parent }) };
}

/** The category here that an Odoo category is, null for Odoo's trunk, undefined when it is not known here. */
export function parentHere(odooId: number | null, trees: CategoryTrees): string | null | undefined {
  if (odooId === null || trees.roots.has(odooId)) return null;
  return trees.linkOfOdoo.get(odooId)?.localId;
}

/** The Odoo category that a category here is; the root for none; undefined when Odoo does not have it (yet). */
export function categoryInOdoo(localId: string | null, trees: CategoryTrees): number | null | undefined {
  if (localId === null) return trees.rootId;
  const link = trees.linkOfHere.get(localId);
  return link && link.odooDeletedAt === null ? link.odooId : undefined;
}

/** Parents before their children; a loop is cut where it is entered. */
export function parentsFirst<Id, Row extends { id: Id; parentId: Id | null }>(rows: readonly Row[]): Row[] {
  const byId = new Map(rows.map((row) => [row.id, row]));
  const done = new Set<Id>();
  const sorted: Row[] = [];
  const visit = (row: Row) => {
    if (done.has(row.id)) return;
    done.add(row.id);
    const parent = row.parentId === null ? undefined : byId.get(row.parentId);
    if (parent) visit(parent);
    sorted.push(row);
  };
  for (const row of rows) visit(row);
  return sorted;
}
