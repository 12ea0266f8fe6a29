import type { ChangeAction, KindCounts, RecordKind } from '@/db/schema/runs';
import { describeCombination } from '@/lib/catalogue/products/rules';
import type { Canonical } from '../../../core/canonical';
import { diff, type FieldChanges } from '../../../core/diff';
import type { FoundConflict } from '../../../engine/note-conflicts';
import type { BatchReport, Subject } from '../../../history/batch-report';
import type { RunContext } from '../../kind';
import { beginningOf } from '../../unreadable-value';
import { baseOf, PRODUCT, TEMPLATE } from '../family';
import { asAttributes, asList, asText, asTextOrNull } from '../fields/values';
import type { Outcome } from '../outcome';
import { type FamilyPlan, leftBehind } from '../plan/plan-family';
import type { MemberPlan, RecordPlan } from '../plan/plan-record';
import { STANDING } from './inexact';
import { oneOfEachCode } from './one-of-each-code';

/** Which sides were (in a dry run: would be) written. */
export interface Sides {
  readonly here: boolean;
  readonly odoo: boolean;
  /** Id of a template made in this batch. */
  readonly templateId: number | null;
}

/** Everything worth telling of one family: figures, changes field by field, conflicts, errors. */
export function reportFamily(
  run: RunContext,
  report: BatchReport,
  plan: FamilyPlan,
  outcome: Outcome,
  sides: Sides,
): void {
  const subject = subjectOf(run, plan, sides.templateId);
  const own = plan.simple ? plan.members : [];
  const errors = [...plan.errors, ...(outcome.errors.get(plan.headId) ?? [])];
  report.count('product', 'seen');
  const refused = plan.createOdoo && sides.templateId === null;
  const told = { ...sides, odoo: sides.odoo && !refused };
  const created = { here: plan.createHere, odoo: plan.createOdoo && !refused };
  let changed = tell(report, subject, [plan.head, ...own], outcome, told, created);
  const complete = errors.every(({ code }) => NEAR_ENOUGH.has(code)) && (sides.here || !run.mayWriteHere);
  for (const record of [plan.head, ...own]) tellConflicts(run, report, subject, record, complete);
  for (const member of plan.simple ? [] : plan.members) {
    const variant = subjectOfVariant(run, plan, member);
    report.count('variant', 'seen');
    const madeHere = member.member.row === null;
    const made = { here: madeHere, odoo: false };
    const reached = run.run.dryRun || member.member.variant !== null;
    const sent = { ...sides, odoo: sides.odoo && reached };
    const any = tell(report, variant, [member], outcome, sent, made, recombination(member));
    if (!any) report.count('variant', 'unchanged');
    report.success(variant);
    changed = changed || any;
    tellConflicts(run, report, variant, member, complete);
    if (complete) report.decided(variant);
  }
  tellQuestions(report, plan);
  for (const { row } of sides.here ? plan.vanished : []) {
    report.count('variant', 'deleted_here');
    report.change(
      { kind: 'variant', localId: row.id, odooModel: PRODUCT, odooId: null, label: row.title },
      { side: 'here', action: 'delete', fields: { active: { before: true, after: false } } },
    );
    changed = true;
  }
  for (const error of oneOfEachCode([...errors, ...plan.untaken])) report.error(subject, error);
  const failures = [...errors, ...plan.untaken].filter(({ code }) => !STANDING.has(code));
  if (failures.length > 0) report.count('product', 'failed');
  else if (!changed) report.count('product', 'unchanged');
  report.success(subject);
  if (complete) report.decided(subject);
}

function tell(
  report: BatchReport,
  subject: Subject,
  records: readonly RecordPlan[],
  outcome: Outcome,
  sides: Sides,
  made: { here: boolean; odoo: boolean },
  besides: FieldChanges = {},
): boolean {
  const here = sides.here ? fieldsOf(records, 'toHere', outcome, made.here) : {};
  const odoo = sides.odoo ? { ...fieldsOf(records, 'toOdoo', outcome, made.odoo), ...besides } : {};
  const toHere = sides.here && (made.here || Object.keys(here).length > 0);
  const toOdoo = sides.odoo && (made.odoo || Object.keys(odoo).length > 0);
  if (toHere) {
    const action = actionOf(here, made.here, 'delete');
    report.count(subject.kind, FIGURE.here[action] ?? UPDATED.here);
    report.change(subject, { side: 'here', action, fields: here });
    countPicture(report, here, 'here');
  }
  if (toOdoo) {
    const action = actionOf(odoo, made.odoo, 'archive');
    report.count(subject.kind, FIGURE.odoo[action] ?? UPDATED.odoo);
    report.change(subject, { side: 'odoo', action, fields: odoo });
    countPicture(report, odoo, 'odoo');
  }
  return toHere || toOdoo;
}

/** Pictures are fields of their product; people count those that came where there was none apart from those replaced. */
function countPicture(report: BatchReport, fields: FieldChanges, side: 'here' | 'odoo'): void {
  const told = [fields.image, fields.extra_images].filter((field) => field !== undefined);
  if (told.length === 0) return;
  const first = told.every(({ before }) => asList(before).length === 0 && asTextOrNull(before) === null);
  report.count('image', 'seen');
  report.count('image', (first && FIGURE[side].create) || UPDATED[side]);
}

/** A variant that left its combination in Odoo for another one. */
function recombination(member: MemberPlan): FieldChanges {
  const { attributes } = baseOf(member.link) ?? {};
  if (leftBehind(member) === null || attributes === undefined) return {};
  return { attributes: { before: attributes, after: member.here.attributes ?? {} } };
}

/** Told, while all that was meant for the record was carried out. */
const NEAR_ENOUGH: ReadonlySet<string> = new Set([
  'price_not_exact',
  'cost_price_not_exact',
  'weight_not_exact',
  'volume_not_exact',
  'codes_beside_variants',
  'variant_awake_alone',
]);

const UPDATED = { here: 'updated_here', odoo: 'updated_in_odoo' } as const;
const FIGURE: Record<'here' | 'odoo', Partial<Record<ChangeAction, keyof KindCounts>>> = {
  here: { create: 'created_here', delete: 'deleted_here' },
  odoo: { create: 'created_in_odoo', archive: 'archived_in_odoo' },
};

function actionOf(fields: FieldChanges, made: boolean, gone: 'delete' | 'archive'): ChangeAction {
  if (made) return 'create';
  if (fields.active?.after === false) return gone;
  return fields.active?.after === true ? 'restore' : 'update';
}

function fieldsOf(
  records: readonly RecordPlan[],
  side: 'toHere' | 'toOdoo',
  outcome: Outcome,
  made: boolean,
): FieldChanges {
  const all = records.map((record) => {
    const taken: Canonical = Object.fromEntries(
      Object.entries(record.result[side]).filter(([field]) =>
        outcome.took(record.localId, record.kind, field),
      ),
    );
    return diff(made ? {} : side === 'toHere' ? record.here : record.odoo, taken);
  });
  return Object.assign({}, ...all);
}

/** A decision that could not be carried out to its end stays one, and is carried out later. */
function tellConflicts(
  run: RunContext,
  report: BatchReport,
  subject: Subject,
  record: RecordPlan,
  complete: boolean,
): void {
  for (const conflict of record.result.conflicts) {
    if (conflict.decided && !complete) continue;
    report.count('product', 'conflicts');
    const { conflict_policy: policy } = run.integration.syncConfig;
    report.conflict(subject, { ...conflict, changedAt: record.changedAt, policy });
  }
}

/** Variants that a person has to tell apart first. */
function tellQuestions(report: BatchReport, { questions, head }: FamilyPlan): void {
  const title = asText(head.here.title) || asText(head.odoo.title);
  const label = (attributes: Readonly<Record<string, string>>, code: string | null) =>
    [describeCombination(attributes) || title, code].filter(Boolean).join(' · ');
  for (const { row, candidates } of questions) {
    report.count('product', 'conflicts');
    report.conflict(
      {
        kind: 'variant',
        localId: row.id,
        odooModel: PRODUCT,
        odooId: null,
        label: `${title} (${describeCombination(row.attributes)})`,
      },
      {
        field: 'identity',
        reason: 'several_candidates',
        base: null,
        here: label(row.attributes, row.sku),
        odoo: null,
        policy: 'manual',
        choice: null,
        decided: false,
        candidates: candidates.map((one) => ({
          side: 'odoo' as const,
          id: one.id,
          label: label(one.attributes, one.sku),
        })),
      },
    );
  }
}

export function subjectOf(run: RunContext, plan: FamilyPlan, templateId: number | null): Subject {
  const label = titleOf(plan);
  return subject(
    'product',
    run,
    plan.createHere,
    plan.headId,
    TEMPLATE,
    plan.head.odooId ?? templateId,
    label,
  );
}

/** Conflicts of a whole family, under the names by which `reportFamily` tells them. */
export function conflictsOf(run: RunContext, plan: FamilyPlan): FoundConflict[] {
  const of = (subject: Subject, { result, changedAt }: RecordPlan) =>
    result.conflicts.map((conflict) => ({
      subject,
      conflict: { ...conflict, changedAt },
      toOdoo: result.toOdoo,
    }));
  const head = subjectOf(run, plan, plan.head.odooId);
  return [
    ...of(head, plan.head),
    ...plan.members.flatMap((member) => of(plan.simple ? head : subjectOfVariant(run, plan, member), member)),
  ];
}

export function subjectOfVariant(run: RunContext, plan: FamilyPlan, member: MemberPlan): Subject {
  const title = titleOf(plan);
  const attributes = asAttributes(member.here.attributes);
  const combination = describeCombination(
    Object.keys(attributes).length > 0 ? attributes : asAttributes(member.odoo.attributes),
  );
  const label = combination ? `${title} (${combination})` : title;
  return subject('variant', run, member.member.row === null, member.localId, PRODUCT, member.odooId, label);
}

function titleOf({ head, family }: FamilyPlan): string {
  return asText(head.here.title) || asText(head.odoo.title) || beginningOf(family.odoo?.name ?? '');
}

/** A dry run names nothing that does not exist. */
function subject(
  kind: RecordKind,
  run: RunContext,
  made: boolean,
  localId: string,
  odooModel: string,
  odooId: number | null,
  label: string,
): Subject {
  return { kind, localId: run.run.dryRun && made ? null : localId, odooModel, odooId, label };
}
