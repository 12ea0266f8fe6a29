import { compare } from '../../core/compare';
import { inEngineTransaction } from '../../engine/engine-transaction';
import { judgeMissing } from '../../engine/reach';
import type { BatchReport, Subject } from '../../history/batch-report';
import type { RunContext } from '../kind';
import { directionOf } from '../rules-of';
import { newInOdoo, withPairs } from './foresee-categories';
import { meetCategories } from './meet-categories';
import { holdTogether, subjectOf } from './merge-category';
import { newHere } from './take-new-categories';
import type { CategoryTrees } from './tree';

/** A check's way with categories: the two trees as a run reads them, held against each other. Nothing is written. */
export async function compareCategories(run: RunContext, trees: CategoryTrees): Promise<void> {
  const report = run.report();
  const direction = directionOf(run.integration);
  const met = withPairs(run, trees, await meetCategories(run, trees));
  for (const link of met.linkOfHere.values()) {
    const both = holdTogether(run, met, link);
    if (!both) continue;
    const subject = subjectOf(both.row.name, link.odooId, link.localId);
    report.compared(subject, compare(both.here, both.odoo, both.rules.fields, both.result));
  }
  for (const { id, name } of await newHere(run.ctx.db, run, met)) {
    missing(report, subjectOf(name, id, null), 'here', direction !== 'to_odoo');
  }
  for (const { id, name } of newInOdoo(run, met)) {
    missing(report, subjectOf(name, null, id), 'odoo', direction !== 'to_here');
  }
  const unseen = [...met.linkOfOdoo.values()].filter(
    (link) =>
      !met.odoo.has(link.odooId) && !link.odooDeletedAt && met.here.get(link.localId)?.deletedAt === null,
  );
  const { gone } = await judgeMissing(run, 'product.category', unseen);
  for (const { localId, odooId } of gone) {
    const subject = subjectOf(met.here.get(localId)?.name ?? '', odooId, localId);
    // Odoo has unlinked it: it goes here too.
    const comes = direction !== 'to_odoo';
    report.compared(subject, {
      values: 0,
      differences: [],
      missing: { side: 'odoo', outlook: comes ? 'to_here' : 'stays' },
    });
  }
  await inEngineTransaction(run, (tx) => report.save(tx));
}

function missing(report: BatchReport, subject: Subject, side: 'here' | 'odoo', comes: boolean): void {
  const outlook = comes ? (side === 'here' ? 'to_here' : 'to_odoo') : 'stays';
  report.compared(subject, { values: 0, differences: [], missing: { side, outlook } });
}
