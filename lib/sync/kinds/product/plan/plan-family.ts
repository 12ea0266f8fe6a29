import { v7 } from 'uuid';
import { describeCombination } from '@/lib/catalogue/products/rules';
import type { RemoteTemplate, RemoteVariant } from '@/lib/odoo/records';
import type { Canonical } from '../../../core/canonical';
import type { ReportedError } from '../../../history/batch-report';
import { baseOf, type Family, type FamilyHere, type Link, type ProductRow } from '../family';
import { VARIANT_FIELDS } from '../fields/fields';
import { type ProductMemo, readMemo } from '../fields/memo';
import { isPriceToSendAgain, rawPrice, soldAt } from '../fields/price';
import type { VariantSource } from '../fields/sources';
import type { Surroundings } from '../surroundings';
import { awakeErrors, awakeUnderArchived } from './awake-under-archived';
import { agreedOn, templateFields, waitingErrors } from './bare-template';
import { codesBesideVariants } from './codes-beside-variants';
import { type Members, matchMembers } from './match-members';
import type { Member, VariantQuestion } from './member';
import { emptyOf, type MemberPlan, planRecord, type RecordPlan, readHere, readOdoo } from './plan-record';
import { keepWords } from './words-kept';

export interface FamilyPlan {
  readonly family: Family;
  readonly headId: string;
  readonly simple: boolean;
  readonly createHere: boolean;
  readonly createOdoo: boolean;
  readonly head: RecordPlan;
  readonly members: readonly MemberPlan[];
  readonly vanished: readonly { row: ProductRow; link: Link }[];
  readonly surplus: readonly number[];
  readonly ceded: readonly Link[];
  readonly questions: readonly VariantQuestion[];
  readonly errors: readonly ReportedError[];
  /** Values that persons typed and that no field takes: told, and asked for anew, while the rest goes on. */
  readonly untaken: readonly ReportedError[];
}

/**
 * What has to happen to a product and its variants on both sides. Pure but for the ids it makes for records to be
 * created here. A field that cannot be said on one side is left out of the merge and reported.
 */
export function planFamily(family: Family, around: Surroundings, headId?: string): FamilyPlan {
  const met = matchMembers(family);
  const { simple } = met;
  const errors = [...pinnedErrors(family), ...movedErrors(family), ...waitingErrors(family, around)];
  const id = family.here?.head.id ?? headId ?? v7();
  const { odoo: template, here } = family;
  const raw = template && rawPrice(template, simple);
  const { memo, resent } = toSendAgain(template, raw, readMemo(family.link?.memo), around);
  const rows = templateFields(family);
  const odoo = template ? readOdoo(rows, { template, memo, simple, around }, memo, errors) : emptyOf(rows);
  const base = agreedOn(rows, baseOf(family.link) ?? { active: true });
  const head = planRecord({
    kind: 'product',
    localId: id,
    odooId: template?.id ?? family.link?.odooId ?? null,
    link: family.link,
    memo,
    rows,
    here: here ? onOwnShelf(readHere(rows, { row: here.head, family: here }), around) : emptyOf(rows),
    odoo,
    base: resent ? askedAnew(base, odoo) : base,
    editedHere: here?.head.updatedAt ?? null,
    editedInOdoo: template?.writeDate ?? null,
    decisions: family.decisions.get(id),
    foreign: family.foreign,
    around,
  });
  const returning = asItReturns(family, head);
  const { members, ...matched } = simple || returning === family ? met : meetReturning(family, returning);
  errors.push(...codesBesideVariants(family, { simple, members }, around));
  const awake = head.result.toOdoo.active === true ? [] : awakeUnderArchived(family);
  // Lines that we sent while somebody archived the product.
  const wokenByUs = memo.extending ? awake.map((variant) => variant.id) : [];
  if (!memo.extending && isPutAway(head)) errors.push(...awakeErrors(family, awake));
  return {
    family,
    headId: id,
    ...matched,
    surplus: [...new Set([...matched.surplus, ...wokenByUs])],
    createHere: here === null,
    createOdoo: template === null,
    head,
    members: keepWords(
      family,
      members.map((member) => planMember(member, returning, head, simple, around, errors)),
    ),
    errors,
    untaken: untakenOf(family),
  };
}

function isPutAway({ here, result: { toHere } }: RecordPlan): boolean {
  return (toHere.active ?? here.active) === false;
}

function untakenOf({ decisions, here }: Family): ReportedError[] {
  const ids = here ? [here.head.id, ...here.variants.map((row) => row.id)] : [];
  return ids.flatMap((id) =>
    Object.entries(decisions.get(id) ?? {}).flatMap(([field, { choice, value }]): ReportedError[] =>
      choice === 'value' && value === undefined
        ? [{ class: 'validation', code: 'typed_value_refused', message: '', params: { field } }]
        : [],
    ),
  );
}

/** A shelf of another Odoo cannot be said in this one: a product that both have keeps a shelf of its own in each. */
function onOwnShelf({ category, ...values }: Canonical, { trees }: Surroundings): Canonical {
  const foreign = typeof category === 'string' && trees.foreign.has(category);
  return category === undefined || foreign ? values : { ...values, category };
}

/**
 * Variants of a product that comes back here are judged as they then are: what was put away with it is there again, what
 * was put away alone before is not, unless Odoo woke it meanwhile.
 */
function asItReturns(family: Family, head: RecordPlan): Family {
  const { here } = family;
  if (!here || head.result.toHere.active !== true) return family;
  const gone = here.head.deletedAt?.getTime();
  const awake = (row: ProductRow) => (row.deletedAt?.getTime() === gone ? { ...row, deletedAt: null } : row);
  return { ...family, here: { ...here, head: awake(here.head), variants: here.variants.map(awake) } };
}

/**
 * Variants that come back with their product and that nothing ties meet those that Odoo has, as others do: else each would
 * stand here twice. Those that Odoo does not have are sent once they are back.
 */
function meetReturning(family: Family, returning: Family): Members {
  const { members, ...matched } = matchMembers(returning);
  const rows = new Map(family.here?.variants.map((row) => [row.id, row]));
  const known = members.map((member) => ({ ...member, row: rows.get(member.row?.id ?? '') ?? member.row }));
  return { ...matched, members: known.filter(({ row, variant }) => variant !== null || !row?.deletedAt) };
}

/** A combination that cannot be changed in Odoo now is told; the rest of the product goes on. */
function pinnedErrors({ here, recombined }: Family): ReportedError[] {
  return (here?.variants ?? []).flatMap(({ id, attributes }) => {
    const { code, ...why } = recombined.pinned.get(id) ?? {};
    const params = { variant: describeCombination(attributes), ...why };
    return code ? [{ class: 'mapping', code, message: code, params }] : [];
  });
}

/** Nothing is made or sent in its place: its code would stand twice in Odoo. */
function movedErrors({ here, movedAway }: Family): ReportedError[] {
  const rows = here ? [here.head, ...here.variants].filter((row) => movedAway.has(row.id)) : [];
  return rows.map(({ attributes, title }) => {
    const variant = describeCombination(attributes) || title;
    return {
      class: 'mapping',
      code: 'variant_moved_away',
      message: 'variant_moved_away',
      params: { variant },
    };
  });
}

function planMember(
  member: Member,
  family: Family,
  head: RecordPlan,
  simple: boolean,
  around: Surroundings,
  errors: ReportedError[],
): MemberPlan {
  const { row, seed, variant, link } = member;
  const same = link !== null && link.odooId === variant?.id;
  const known = same ? readMemo(link.memo) : {};
  const raw = variant && family.odoo && !simple ? soldAt(family.odoo, variant, known.held) : null;
  const { memo, resent } = toSendAgain(family.odoo, raw, known, around);
  const source = { memo, headMemo: head.memo, simple, around };
  const odoo = variantOf(variant, family.odoo, source, errors);
  const base = (same ? baseOf(link) : null) ?? { active: variant?.active ?? true };
  const localId = row?.id ?? (simple ? head.localId : v7());
  const plan = planRecord({
    kind: 'variant',
    localId,
    odooId: variant?.id ?? null,
    link,
    memo,
    rows: VARIANT_FIELDS,
    here: hereOf((row ?? seed)?.id, family.here),
    odoo,
    base: resent ? askedAnew(base, odoo) : base,
    editedHere: (row ?? seed)?.updatedAt ?? null,
    editedInOdoo: variant?.writeDate ?? null,
    decisions: family.decisions.get(localId),
    foreign: family.foreign,
    around,
  });
  return { ...plan, member };
}

/** A price that Odoo could not bill exactly and can by now is read as any other is: what Odoo bills differs from it. */
function toSendAgain(
  template: RemoteTemplate | null,
  raw: string | null,
  memo: ProductMemo,
  around: Surroundings,
): { memo: ProductMemo; resent: boolean } {
  const resent = template !== null && raw !== null && isPriceToSendAgain(template, raw, memo, around);
  return { memo: resent ? { ...memo, price: undefined } : memo, resent };
}

/** What Odoo bills is nobody's change: the price typed here goes there. */
function askedAnew(base: Canonical, odoo: Canonical): Canonical {
  return odoo.price === undefined ? base : { ...base, price: odoo.price };
}

function hereOf(id: string | undefined, family: FamilyHere | null): Canonical {
  const row = family && [family.head, ...family.variants].find((one) => one.id === id);
  return row && family ? readHere(VARIANT_FIELDS, { row, family }) : emptyOf(VARIANT_FIELDS);
}

function variantOf(
  variant: RemoteVariant | null,
  template: RemoteTemplate | null,
  source: Omit<VariantSource, 'template' | 'variant'>,
  errors: ReportedError[],
): Canonical {
  if (!variant || !template) return emptyOf(VARIANT_FIELDS);
  return readOdoo(VARIANT_FIELDS, { ...source, template, variant }, source.memo, errors);
}

/** The variant in Odoo that a variant here leaves for another combination; null when it stays. */
export function leftBehind({ member, odooId }: MemberPlan): number | null {
  const { link, row } = member;
  if (!link || odooId === null || link.localId !== row?.id || link.odooId === odooId) return null;
  return link.odooId;
}
