import type { RemoteTemplate } from '@/lib/odoo/records';
import { judgeArchivings } from '../../core/safety';
import { inEngineTransaction } from '../../engine/engine-transaction';
import { noteConflicts } from '../../engine/note-conflicts';
import { haltUnlessSafe } from '../../engine/safety-halt';
import type { RunContext } from '../kind';
import { directionOf } from '../rules-of';
import { commitBatch } from './commit/commit-batch';
import { conflictsOf, reportFamily } from './commit/report-family';
import { picturesToCome, takePictures } from './commit/take-pictures';
import { compareFamilies } from './compare-families';
import { type Family, TEMPLATE } from './family';
import { forget } from './find/forget';
import { type Candidates, gather } from './find/gather';
import { noteReach } from './find/returned';
import { newcomersOf } from './newcomers';
import { Outcome } from './outcome';
import { type FamilyPlan, planFamily } from './plan/plan-family';
import { nothingSentOf, sendBatch } from './send/send-batch';
import type { Surroundings } from './surroundings';

/**
 * The one way a batch of products goes, whatever started it: gather both sides → reconcile → safety → pictures →
 * Odoo → read back → one local transaction. Killed anywhere, the next batch over the same records finishes the work.
 */
export async function processBatch(
  around: Surroundings,
  candidates: Candidates,
  read: readonly RemoteTemplate[] = [],
): Promise<void> {
  const { run } = around;
  const { families, outside, held } = await gather(around, candidates, read);
  const direction = directionOf(run.integration);
  const looked = families
    .filter((family) => isFirstLook(run, family))
    .map((family) => planFamily(family, around));
  if (run.checks) return compareFamilies(around, looked, held);
  const plans = looked.filter(
    (plan) => !(plan.createHere && direction === 'to_odoo') && !(plan.createOdoo && direction === 'to_here'),
  );
  checkSafety(around, plans);
  const outcome = new Outcome();
  if (run.run.dryRun) return foresee(around, plans, outcome);
  await noteConflicts(
    run,
    plans.flatMap((plan) => conflictsOf(run, plan)),
  );
  const sent = run.mayWriteOdoo ? await sendBatch(around, plans, outcome) : nothingSentOf(plans);
  const taken = run.mayWriteHere
    ? await takePictures(
        around,
        sent.plans.map(({ plan }) => plan),
        outcome,
      )
    : new Map();
  await commitBatch(around, sent, taken, outcome);
  await noteReach(run, families);
  await forget(run, outside);
}

/** A preview marks nothing as done, and would tell twice of what changed on both sides. */
function isFirstLook({ run, foreseen }: RunContext, { here, odoo }: Family): boolean {
  if (!run.dryRun) return true;
  const key = odoo ? `${TEMPLATE} ${odoo.id}` : (here?.head.id ?? '');
  const first = !foreseen.has(key);
  foreseen.add(key);
  return first;
}

/** Deletions of the whole run so far count: a catalogue must not vanish batch by batch. */
function checkSafety(around: Surroundings, plans: readonly FamilyPlan[]): void {
  const { run, deletions, variantDeletions } = around;
  for (const { head, members, vanished } of plans) {
    if (head.result.toHere.active === false) deletions.odoo += 1;
    if (head.result.toOdoo.active === false) deletions.here += 1;
    variantDeletions.odoo += vanished.length;
    for (const { result } of members) {
      if (result.toHere.active === false) variantDeletions.odoo += 1;
      if (result.toOdoo.active === false) variantDeletions.here += 1;
    }
  }
  const { confirmed } = run.run;
  for (const side of ['here', 'odoo'] as const) {
    haltUnlessSafe(judgeArchivings({ known: deletions.known, missing: deletions[side], side }, confirmed));
    const { known, [side]: missing } = variantDeletions;
    haltUnlessSafe(judgeArchivings({ known, missing, side }, confirmed));
  }
}

async function foresee({ run }: Surroundings, plans: readonly FamilyPlan[], outcome: Outcome): Promise<void> {
  const report = run.report();
  const direction = directionOf(run.integration);
  for (const plan of plans) {
    reportFamily(run, report, plan, outcome, {
      here: direction !== 'to_odoo',
      odoo: direction !== 'to_here',
      templateId: plan.createOdoo ? 0 : null,
    });
    run.newcomers.push(...newcomersOf(plan));
  }
  run.unmade.calls += picturesToCome(run, plans);
  await inEngineTransaction(run, (tx) => report.save(tx));
}
