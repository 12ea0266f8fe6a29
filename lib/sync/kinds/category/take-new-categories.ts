import { eq, sql } from 'drizzle-orm';
import { v7 } from 'uuid';
import { anyOf } from '@/db/any-of';
import type { Db } from '@/db/client';
import { categories } from '@/db/schema/catalogue';
import { links, origins } from '@/db/schema/links';
import { restoreCategoryPath } from '@/lib/catalogue/categories/restore-category-path';
import type { RemoteCategory } from '@/lib/odoo/records';
import { diff } from '../../core/diff';
import type { BatchReport } from '../../history/batch-report';
import { leftOutIds } from '../../history/left-out/left-out-ids';
import type { RunContext } from '../kind';
import { subjectOf } from './merge-category';
import { filteredIds } from './read-trees';
import { type CategoryTrees, canonicalOdoo, type Link, parentsFirst } from './tree';

/**
 * Odoo's categories that are not known here, parents before their children. A preview (`dryRun`) reports them only.
 *
 * @param trees with whoever has just met tied
 */
export async function takeNew(
  tx: Db,
  run: RunContext,
  trees: CategoryTrees,
  report: BatchReport,
): Promise<void> {
  const here = new Map([...trees.linkOfOdoo.values()].map((link) => [link.odooId, link.localId]));
  for (const category of await newHere(tx, run, trees)) {
    const id = v7();
    const parentId = (category.parentId === null ? null : here.get(category.parentId)) ?? null;
    const base = canonicalOdoo(category, trees);
    here.set(category.id, id);
    report.count('category', 'created_here');
    const subject = { ...subjectOf(category.name, category.id, id), localId: run.run.dryRun ? null : id };
    report.change(subject, {
      side: 'here',
      action: 'create',
      fields: diff({}, { name: base.name ?? '', parent: parentId }),
    });
    if (run.run.dryRun) {
      // A run ties it and counts it with the tied ones.
      report.count('category', 'seen');
      continue;
    }
    // What Odoo has made below one that was deleted here needs it again: the change wins over the deletion.
    if (parentId !== null && trees.here.has(parentId)) await restoreCategoryPath({ db: tx }, parentId);
    await tx.insert(categories).values({ id, parentId, name: String(base.name) });
    await tx.insert(origins).values({ localId: id, kind: 'category', integrationId: run.integration.id });
    await tx.insert(links).values({
      integrationId: run.integration.id,
      kind: 'category',
      localId: id,
      odooModel: 'product.category',
      odooId: category.id,
      origin: 'odoo',
      base: { ...base, parent: parentId },
      odooWriteDate: category.writeDate,
      lastSyncedAt: new Date(),
    });
  }
}

/** Odoo's categories that a run makes here, parents before their children; `trees` with whoever has just met tied. */
export async function newHere(db: Db, run: RunContext, trees: CategoryTrees): Promise<RemoteCategory[]> {
  if (run.integration.syncConfig.direction === 'export') return [];
  const inside = filteredIds(run, trees.odoo.values());
  const keptOut = await leftOutIds(db, run.integration.id, 'product.category', [...trees.odoo.keys()]);
  return parentsFirst<number, RemoteCategory>([...trees.odoo.values()]).filter(
    ({ id }) =>
      !(trees.roots.has(id) || trees.linkOfOdoo.has(id) || keptOut.has(id)) && (!inside || inside.has(id)),
  );
}

/** A category that Odoo has no more is deleted here, logically; its products stay. */
export async function dropGone(
  tx: Db,
  run: RunContext,
  trees: CategoryTrees,
  link: Link,
  report: BatchReport,
): Promise<void> {
  await tx.update(links).set({ odooDeletedAt: sql`now()` }).where(eq(links.id, link.id));
  if (!run.mayWriteHere || !reportGone(trees, link, report)) return;
  await tx.update(categories).set({ deletedAt: sql`now()` }).where(eq(categories.id, link.localId));
}

/** What Odoo has deleted and is needed here is tied to nothing: it is made again there. */
export async function untie(tx: Db, needed: readonly Link[]): Promise<void> {
  const ids = needed.map((link) => link.id);
  if (ids.length > 0) await tx.delete(links).where(anyOf(links.id, ids));
}

/** @returns whether there is anything left to delete here */
export function reportGone(trees: CategoryTrees, link: Link, report: BatchReport): boolean {
  const category = trees.here.get(link.localId);
  if (!category || category.deletedAt) return false;
  report.count('category', 'deleted_here');
  report.change(subjectOf(category.name, link.odooId, link.localId), {
    side: 'here',
    action: 'delete',
    fields: {},
  });
  return true;
}
