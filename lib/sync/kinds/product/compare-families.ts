import type { DifferenceOutlook } from '@/db/schema/differences';
import { type Compared, compare } from '../../core/compare';
import { inEngineTransaction } from '../../engine/engine-transaction';
import type { BatchReport, Subject } from '../../history/batch-report';
import type { RunContext } from '../kind';
import { directionOf } from '../rules-of';
import { beginningOf } from '../unreadable-value';
import { subjectOf, subjectOfVariant } from './commit/report-family';
import { PRODUCT, TEMPLATE } from './family';
import type { Gathered } from './find/gather';
import type { FamilyPlan } from './plan/plan-family';
import type { MemberPlan, RecordPlan } from './plan/plan-record';
import type { Surroundings } from './surroundings';

/** A check's way with a batch of products: both sides as a run reads them, held against each other. Nothing is written. */
export async function compareFamilies(
  { run }: Surroundings,
  plans: readonly FamilyPlan[],
  held: Gathered['held'],
): Promise<void> {
  const report = run.report();
  for (const plan of plans) compareFamily(run, report, plan);
  tellHeld(run, report, held);
  await inEngineTransaction(run, (tx) => report.save(tx));
}

/** What becomes of a record that one side has not. */
function outlookOfMissing(run: RunContext, side: 'here' | 'odoo'): DifferenceOutlook {
  const direction = directionOf(run.integration);
  if (side === 'here') return direction === 'to_odoo' ? 'stays' : 'to_here';
  return direction === 'to_here' ? 'stays' : 'to_odoo';
}

function compareFamily(run: RunContext, report: BatchReport, plan: FamilyPlan): void {
  const subject = subjectOf(run, plan, plan.head.odooId);
  const side = plan.createHere ? 'here' : plan.createOdoo ? 'odoo' : null;
  if (side) {
    missing(run, report, subject, side);
    for (const member of plan.simple ? [] : plan.members)
      missing(run, report, subjectOfVariant(run, plan, member), side);
    return;
  }
  const own = plan.simple ? plan.members : [];
  const found = together([plan.head, ...own].map(comparedRecord));
  report.compared(subject, { ...found, differences: [...found.differences, ...unreadable(plan)] });
  for (const member of plan.simple ? [] : plan.members) compareMember(run, report, plan, member);
  for (const { row, link } of plan.vanished) {
    const { id: localId, title: label } = row;
    const gone = { kind: 'variant' as const, localId, odooModel: PRODUCT, odooId: link.odooId, label };
    // Odoo has unlinked it: it goes here too, and is never made again there.
    const outlook = directionOf(run.integration) === 'to_odoo' ? 'stays' : 'to_here';
    report.compared(gone, { values: 0, differences: [], missing: { side: 'odoo', outlook } });
  }
  for (const { row } of plan.questions) {
    const asked = {
      kind: 'variant' as const,
      localId: row.id,
      odooModel: PRODUCT,
      odooId: null,
      label: row.title,
    };
    report.compared(asked, AWAITED.odoo);
  }
}

/** What waits for a person to say who it is: nobody can tell whether it is equal. */
const AWAITED = {
  here: { values: 0, differences: [], missing: { side: 'here', outlook: 'conflict' } },
  odoo: { values: 0, differences: [], missing: { side: 'odoo', outlook: 'conflict' } },
} as const;

function tellHeld({ foreseen }: RunContext, report: BatchReport, { here, odoo }: Gathered['held']): void {
  for (const { head } of here) {
    if (isTold(foreseen, `held ${head.id}`)) continue;
    const subject = { kind: 'product' as const, localId: head.id, odooModel: TEMPLATE, odooId: null };
    report.compared({ ...subject, label: head.title }, AWAITED.odoo);
  }
  for (const { id, name } of odoo) {
    if (isTold(foreseen, `held ${TEMPLATE} ${id}`)) continue;
    const subject = { kind: 'product' as const, localId: null, odooModel: TEMPLATE, odooId: id };
    report.compared({ ...subject, label: beginningOf(name) }, AWAITED.here);
  }
}

/** Two batches may come upon the same stranger. */
function isTold(told: Set<string>, key: string): boolean {
  const again = told.has(key);
  told.add(key);
  return again;
}

function compareMember(run: RunContext, report: BatchReport, plan: FamilyPlan, record: MemberPlan): void {
  const subject = subjectOfVariant(run, plan, record);
  const { row, variant } = record.member;
  if (row === null) missing(run, report, subject, 'here');
  else if (variant === null) missing(run, report, subject, 'odoo');
  else report.compared(subject, comparedRecord(record));
}

function missing(run: RunContext, report: BatchReport, subject: Subject, side: 'here' | 'odoo'): void {
  report.compared(subject, {
    values: 0,
    differences: [],
    missing: { side, outlook: outlookOfMissing(run, side) },
  });
}

function comparedRecord({ here, odoo, rules, result }: RecordPlan): Compared {
  return compare(here, odoo, rules, result);
}

function together(parts: readonly Compared[]): Compared {
  return {
    values: parts.reduce((sum, { values }) => sum + values, 0),
    differences: parts.flatMap(({ differences }) => differences),
  };
}

/** What Odoo has and nothing here can say: it is not equal as long as nobody can tell. */
function unreadable({ head, members, errors }: FamilyPlan) {
  return errors.flatMap(({ params }) => {
    const { field } = params;
    if (typeof field !== 'string') return [];
    const holder = [head, ...members].find(
      ({ here, odoo }) => here[field] !== undefined && odoo[field] === undefined,
    );
    return [{ field, here: holder?.here[field] ?? null, odoo: null, outlook: 'unreadable' as const }];
  });
}
