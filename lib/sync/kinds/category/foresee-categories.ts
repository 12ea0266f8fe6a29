import { diff } from '../../core/diff';
import { inEngineTransaction } from '../../engine/engine-transaction';
import type { BatchReport } from '../../history/batch-report';
import type { RunContext } from '../kind';
import { directionOf } from '../rules-of';
import { type CategoryPair, ownFields } from './meet-categories';
import { conflictsOf, mergeCategory, subjectOf } from './merge-category';
import { nextLevel } from './send-categories';
import { reportGone, takeNew } from './take-new-categories';
import { type CategoryRow, type CategoryTrees, canonicalHere, type Link, withTies } from './tree';

/** What a run would do with categories as both trees are now. Neither side is written. */
export async function foreseeCategories(
  run: RunContext,
  trees: CategoryTrees,
  pairs: readonly CategoryPair[],
  gone: readonly Link[],
): Promise<void> {
  const direction = directionOf(run.integration);
  const report = run.report();
  const met = withPairs(run, trees, pairs);
  await inEngineTransaction(run, async (tx) => {
    if (direction !== 'to_odoo') for (const link of gone) reportGone(trees, link, report);
    await takeNew(tx, run, met, report);
    for (const link of met.linkOfHere.values()) foreseeChange(run, met, link, report);
    if (direction !== 'to_here') foreseeCreations(run, met, report);
    report.count('category', 'seen', met.linkOfHere.size);
    await report.save(tx);
  });
}

function foreseeChange(run: RunContext, trees: CategoryTrees, link: Link, report: BatchReport): void {
  const merged = mergeCategory(run, trees, link);
  if (!merged) return;
  const { row, here, odoo, result } = merged;
  const subject = subjectOf(row.name, link.odooId, link.localId);
  for (const conflict of conflictsOf(merged)) {
    report.conflict(subject, { ...conflict, policy: run.integration.syncConfig.conflict_policy });
  }
  if (Object.keys(result.toHere).length > 0) {
    const action = result.toHere.active === true ? 'restore' : 'update';
    report.count('category', 'updated_here');
    report.change(subject, { side: 'here', action, fields: diff(here, result.toHere) });
  }
  if (Object.keys(result.toOdoo).length > 0) {
    report.count('category', 'updated_in_odoo');
    report.change(subject, { side: 'odoo', action: 'update', fields: diff(odoo, result.toOdoo) });
  }
}

function foreseeCreations(run: RunContext, trees: CategoryTrees, report: BatchReport): void {
  for (const category of newInOdoo(run, trees)) {
    report.count('category', 'created_in_odoo');
    report.change(subjectOf(category.name, null, category.id), {
      side: 'odoo',
      action: 'create',
      fields: diff({}, canonicalHere(category)),
    });
  }
}

/** Categories that a run makes in Odoo, level by level: a child can be made once its parent is there. */
export function newInOdoo(run: RunContext, trees: CategoryTrees): CategoryRow[] {
  const all: CategoryRow[] = [];
  let known = trees;
  for (let level = nextLevel(run, known); level.length > 0; level = nextLevel(run, known)) {
    all.push(...level);
    const made = level.map(({ id }, n) => ({ localId: id, odooId: -known.linkOfHere.size - n - 1 }));
    known = withTies(
      known,
      made.map((pair) => imagined(run, { ...pair, origin: 'here' }, [])),
    );
  }
  return all;
}

/** The trees as they are once these pairs are tied. */
export function withPairs(
  run: RunContext,
  trees: CategoryTrees,
  pairs: readonly CategoryPair[],
): CategoryTrees {
  return withTies(
    trees,
    pairs.map((pair) => imagined(run, pair, ownFields(pair, trees))),
  );
}

/** A tie as the run would make it. */
function imagined(run: RunContext, pair: CategoryPair, own: readonly string[]): Link {
  return {
    id: pair.localId,
    integrationId: run.integration.id,
    kind: 'category',
    odooModel: 'product.category',
    ...pair,
    base: null,
    memo: { own },
    odooWriteDate: null,
    odooCreateDate: null,
    odooDates: [],
    prevails: null,
    localVersion: null,
    source: 'auto',
    odooDeletedAt: null,
    outOfReachSince: null,
    lastSyncedAt: null,
    createdAt: run.ctx.now(),
  };
}
