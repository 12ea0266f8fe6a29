import { and, eq, sql } from 'drizzle-orm';
import { anyOf } from '@/db/any-of';
import { outbox } from '@/db/schema/feeds';
import { links } from '@/db/schema/links';
import { createCategories, updateCategories } from '@/lib/odoo/intentions/write-products';
import type { CategoryValues } from '@/lib/odoo/records';
import { diff } from '../../core/diff';
import { ensureOurs, inEngineTransaction } from '../../engine/engine-transaction';
import { dropMarks } from '../drop-marks';
import type { RunContext } from '../kind';
import { markUnseen } from '../unseen';
import { categoryExternalId } from './meet-categories';
import { awaitsSending, type MergedCategory, mergeCategory, subjectOf } from './merge-category';
import { filteredIds, forgetRead, tieTrees } from './read-trees';
import { type CategoryRow, type CategoryTrees, canonicalHere, categoryInOdoo, type Link } from './tree';

/** Here → Odoo: new categories level by level, then names and places. Odoo's categories are never deleted. */
export async function sendCategories(run: RunContext, trees: CategoryTrees): Promise<void> {
  if (!run.mayWriteOdoo) return;
  const marks = await run.ctx.db
    .select()
    .from(outbox)
    .where(and(eq(outbox.integrationId, run.integration.id), eq(outbox.kind, 'category')));
  let known = trees;
  for (;;) {
    const next = nextLevel(run, known);
    if (next.length === 0) break;
    const created = await createLevel(run, known, next);
    if (created === 0) break;
    known = await tieTrees(run, [...known.odoo.values()]);
  }
  await sendChanges(run, known);
  const done = marks.filter((mark) => known.linkOfHere.has(mark.localId));
  if (done.length === 0) return;
  await inEngineTransaction(run, async (tx) => {
    await dropMarks(tx, run, 'category', done);
  });
}

/** Live categories that Odoo does not have and whose parent it has. With a filter only below what it names. */
export function nextLevel(run: RunContext, trees: CategoryTrees): CategoryRow[] {
  const inside = filteredIds(run, trees.odoo.values());
  return [...trees.here.values()].filter((category) => {
    if (category.deletedAt || trees.linkOfHere.has(category.id) || trees.foreign.has(category.id))
      return false;
    const parent = categoryInOdoo(category.parentId, trees);
    if (parent === undefined) return false;
    return inside === null || (parent !== null && (inside.has(parent) || isOurs(category.parentId, trees)));
  });
}

/** A category made by us below the filter is inside it, though Odoo's tree was read before. */
function isOurs(localId: string | null, trees: CategoryTrees): boolean {
  return localId !== null && trees.linkOfHere.get(localId)?.origin === 'here';
}

async function createLevel(
  run: RunContext,
  trees: CategoryTrees,
  level: readonly CategoryRow[],
): Promise<number> {
  const rows = level.map((category) => ({
    externalId: categoryExternalId(category.id),
    values: {
      name: String(canonicalHere(category).name),
      parentId: categoryInOdoo(category.parentId, trees) ?? null,
    },
  }));
  forgetRead(run);
  const results = await createCategories(run.odoo, rows);
  const report = run.report();
  await inEngineTransaction(run, async (tx) => {
    for (const [n, category] of level.entries()) {
      const result = results[n];
      if (!result) continue;
      const subject = subjectOf(category.name, result.ok ? result.id : null, category.id);
      if (!result.ok) {
        report.count('category', 'failed');
        report.error(subject, result.error);
        continue;
      }
      const base = canonicalHere(category);
      await tx
        .insert(links)
        .values({
          integrationId: run.integration.id,
          kind: 'category',
          localId: category.id,
          odooModel: 'product.category',
          odooId: result.id,
          origin: 'here',
          base,
          localVersion: category.version,
          lastSyncedAt: new Date(),
        })
        .onConflictDoNothing();
      report.count('category', 'created_in_odoo');
      report.change(subject, { side: 'odoo', action: 'create', fields: diff({}, base) });
      report.success(subject);
    }
    await report.save(tx);
  });
  return results.filter((result) => result.ok).length;
}

async function sendChanges(run: RunContext, trees: CategoryTrees): Promise<void> {
  const merged = [...trees.linkOfHere.values()].flatMap((link) => {
    const found = mergeCategory(run, trees, link);
    const values = found && valuesOf(found, trees);
    return found && values && Object.keys(values).length > 0 ? [{ link, found, values }] : [];
  });
  if (merged.length === 0) return;
  await ensureOurs(run);
  forgetRead(run);
  const results = await updateCategories(
    run.odoo,
    merged.map(({ link, values }) => ({ id: link.odooId, values })),
  );
  const report = run.report();
  await inEngineTransaction(run, async (tx) => {
    const sent: Link[] = [];
    for (const [n, { link, found }] of merged.entries()) {
      const result = results[n];
      const subject = subjectOf(found.row.name, link.odooId, link.localId);
      if (!result?.ok) {
        report.count('category', 'failed');
        if (result) report.error(subject, result.error);
        continue;
      }
      sent.push(link);
      const base = { ...link.base, ...found.result.toOdoo };
      const memo = { ...link.memo, unseen: markUnseen(run.odoo, found.remote.writeDate) };
      await tx
        .update(links)
        .set({ base, memo, odooWriteDate: null, localVersion: found.row.version })
        .where(eq(links.id, link.id));
      report.count('category', 'updated_in_odoo');
      report.change(subject, {
        side: 'odoo',
        action: 'update',
        fields: diff(found.odoo, found.result.toOdoo),
      });
      report.success(subject);
      for (const conflict of found.result.conflicts.filter((one) => awaitsSending(run, found.result, one))) {
        report.conflict(subject, { ...conflict, policy: run.integration.syncConfig.conflict_policy });
      }
      report.decided(subject);
    }
    const ids = sent.map((link) => link.id);
    if (ids.length > 0) await tx.update(links).set({ lastSyncedAt: sql`now()` }).where(anyOf(links.id, ids));
    await report.save(tx);
  });
}

function valuesOf({ result }: MergedCategory, trees: CategoryTrees): Partial<CategoryValues> {
  const { name, parent } = result.toOdoo;
  const parentId =
    parent === undefined ? undefined : categoryInOdoo(typeof parent === 'string' ? parent : null, trees);
  return {
    ...(typeof name === 'string' ? { name } : {}),
    ...(parentId === undefined ? {} : { parentId }),
  };
}
