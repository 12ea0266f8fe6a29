import { and, eq, sql } from 'drizzle-orm';
import { categories } from '@/db/schema/catalogue';
import { links } from '@/db/schema/links';
import { restoreCategoryPath } from '@/lib/catalogue/categories/restore-category-path';
import { diff } from '../../core/diff';
import { all, fold, nothing } from '../../core/fold';
import { judgeDeletions } from '../../core/safety';
import { inEngineTransaction } from '../../engine/engine-transaction';
import { askEditors } from '../../engine/note-conflicts';
import { judgeMissing, markInReach, markOutOfReach } from '../../engine/reach';
import { haltUnlessSafe } from '../../engine/safety-halt';
import type { RunContext } from '../kind';
import { foreseeCategories, withPairs } from './foresee-categories';
import { judgeNewCategories } from './judge-new-categories';
import { meetCategories, ownFields } from './meet-categories';
import { awaitsSending, conflictsOf, mergeCategory, subjectOf } from './merge-category';
import { neededHere } from './needed-here';
import { tieTrees } from './read-trees';
import { dropGone, takeNew, untie } from './take-new-categories';
import { type CategoryTrees, withoutTies, withTies } from './tree';

/** Odoo → here: ties, creates, renames, moves, brings back, and drops what Odoo no longer has. One transaction. */
export async function takeCategories(run: RunContext, trees: CategoryTrees): Promise<CategoryTrees> {
  // What is known to be out of reach is asked about again in full runs only.
  const full = run.run.mode === 'full';
  const missing = [...trees.linkOfOdoo.values()].filter(
    (link) => !trees.odoo.has(link.odooId) && !link.odooDeletedAt && (full || !link.outOfReachSince),
  );
  const { gone, away } = await judgeMissing(run, 'product.category', missing);
  const needed = await neededHere(run.ctx.db, run, trees, gone);
  const dropped = gone.filter((link) => !needed.includes(link));
  const known = [...trees.linkOfOdoo.values()].filter((link) => !link.odooDeletedAt).length;
  haltUnlessSafe(judgeDeletions({ known, missing: gone.length, side: 'odoo' }, run.run.confirmed));
  const pairs = await meetCategories(run, trees);
  if (run.run.dryRun) {
    await foreseeCategories(run, withoutTies(trees, needed), pairs, dropped);
    return trees;
  }
  await judgeNewCategories(run, withPairs(run, trees, pairs));
  const report = run.report();
  await inEngineTransaction(run, async (tx) => {
    const met = pairs.map((pair) => ({
      integrationId: run.integration.id,
      kind: 'category' as const,
      odooModel: 'product.category',
      ...pair,
      memo: { own: ownFields(pair, trees) },
    }));
    const ties = met.length > 0 ? await tx.insert(links).values(met).returning() : [];
    await markOutOfReach(
      tx,
      run,
      ['category'],
      away.map((link) => link.localId),
    );
    await markInReach(tx, returned(trees));
    await untie(tx, needed);
    for (const link of dropped) await dropGone(tx, run, trees, link, report);
    await takeNew(tx, run, withTies(trees, ties), report);
    await report.save(tx);
  });
  const tied = await tieTrees(run, [...trees.odoo.values()]);
  await takeChanges(run, tied);
  return tieTrees(run, [...trees.odoo.values()]);
}

/** Links of categories that were out of reach and are in the tree again. */
function returned(trees: CategoryTrees): string[] {
  return [...trees.linkOfOdoo.values()]
    .filter((link) => link.outOfReachSince && trees.odoo.has(link.odooId))
    .map((link) => link.id);
}

/** The merge of every tied pair; what must go to Odoo is found again by `sendCategories`. */
async function takeChanges(run: RunContext, trees: CategoryTrees): Promise<void> {
  const report = run.report();
  const changed = [...trees.linkOfHere.values()].flatMap((link) => {
    const merged = mergeCategory(run, trees, link);
    return merged
      ? [{ link, ...merged, subject: subjectOf(merged.row.name, link.odooId, link.localId) }]
      : [];
  });
  await askEditors(
    run,
    changed.flatMap((one) => conflictsOf(one).map((conflict) => ({ subject: one.subject, conflict }))),
  );
  await inEngineTransaction(run, async (tx) => {
    for (const one of changed) {
      const { link, here, base: before, result, row, subject } = one;
      const idle = Object.keys(result.toHere).length === 0;
      const base = fold(before, result, { here: all, odoo: nothing });
      const sending = result.conflicts.some((conflict) => awaitsSending(run, result, conflict));
      for (const conflict of conflictsOf(one)) {
        if (awaitsSending(run, result, conflict)) continue;
        report.conflict(subject, { ...conflict, policy: run.integration.syncConfig.conflict_policy });
      }
      if (!sending) report.decided(subject);
      if (!idle && run.mayWriteHere) {
        const { name, parent, active } = result.toHere;
        // Likewise what Odoo has moved below one that was deleted here.
        if (typeof parent === 'string') await restoreCategoryPath({ db: tx }, parent);
        await tx
          .update(categories)
          .set({
            ...(typeof name === 'string' ? { name } : {}),
            ...(parent === undefined ? {} : { parentId: typeof parent === 'string' ? parent : null }),
            ...(active === true ? { deletedAt: null } : {}),
          })
          .where(and(eq(categories.id, link.localId), eq(categories.version, row.version)));
        report.count('category', 'updated_here');
        report.change(subject, {
          side: 'here',
          action: active === true ? 'restore' : 'update',
          fields: diff(here, result.toHere),
        });
      }
      await tx
        .update(links)
        .set({ base, prevails: null, odooWriteDate: one.remote.writeDate, lastSyncedAt: sql`now()` })
        .where(eq(links.id, link.id));
    }
    const found = new Set(changed.map(({ link }) => link.localId));
    for (const localId of trees.decisions.keys()) {
      if (!found.has(localId)) report.decided(subjectOf('', null, localId));
    }
    report.count('category', 'seen', trees.linkOfHere.size);
    await report.save(tx);
  });
}
