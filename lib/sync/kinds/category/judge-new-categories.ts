import { judgeCreations } from '../../core/safety';
import { isFirstRun } from '../../creations/first-run';
import { foreignAmong, sentForeign } from '../../creations/foreign';
import { haltUnlessSafe, SafetyHalt } from '../../engine/safety-halt';
import type { RunContext } from '../kind';
import { newInOdoo } from './foresee-categories';
import { newHere } from './take-new-categories';
import type { CategoryTrees } from './tree';

/**
 * How many categories a run would make on either side, judged before the first of them is made, as products are. No
 * call.
 * @param trees with whoever has just met tied
 * @throws SafetyHalt mass_creation, foreign_records
 */
export async function judgeNewCategories(run: RunContext, trees: CategoryTrees): Promise<void> {
  if (run.run.confirmed) return;
  const there = run.mayWriteOdoo ? newInOdoo(run, trees) : [];
  const here = run.mayWriteHere ? await newHere(run.ctx.db, run, trees) : [];
  const foreign = await foreignAmong(
    run,
    run.integration.syncConfig.export_scope === 'all' ? there.map(({ id }) => id) : [],
  );
  if (foreign.size > 0 && !(await sentForeign(run)))
    throw new SafetyHalt('foreign_records', { count: foreign.size });
  if (here.length + there.length === 0 || (await isFirstRun(run))) return;
  const alive = [...trees.here.values()].filter(({ deletedAt }) => deletedAt === null).length;
  haltUnlessSafe(judgeCreations({ count: there.length, known: trees.odoo.size, side: 'odoo' }, false));
  haltUnlessSafe(judgeCreations({ count: here.length, known: alive, side: 'here' }, false));
}
