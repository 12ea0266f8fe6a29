import { v7 } from 'uuid';
import { describeCombination } from '@/lib/catalogue/products/rules';
import type { RemoteTemplate, RemoteVariant } from '@/lib/odoo/records';
import type { Canonical, Json } from '../../core/canonical';
import { type Reconciled, reconcile } from '../../core/reconcile';
import type { Decision, FieldRule } from '../../core/rules';
import type { ReportedError } from '../../history/batch-report';
import { PriceTaxError } from '../../prices/price-tax-error';
import { directionOf } from '../rules-of';
import { baseOf, type Family, type FamilyHere, type Link, type ProductRow } from './family';
import { PRODUCT_FIELDS, type ProductFieldRow, VARIANT_FIELDS } from './fields';
import { type Member, matchMembers } from './match-members';
import { type ProductMemo, readMemo } from './memo';
import type { Surroundings } from './surroundings';

/** One record of a family: both sides as read, the base, and what the merge says. */
export interface RecordPlan {
  readonly kind: 'product' | 'variant';
  readonly localId: string;
  readonly odooId: number | null;
  readonly link: Link | null;
  readonly memo: ProductMemo;
  readonly base: Canonical | null;
  readonly here: Canonical;
  readonly odoo: Canonical;
  readonly result: Reconciled;
}

export interface MemberPlan extends RecordPlan {
  readonly member: Member;
}

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
  readonly errors: readonly ReportedError[];
}

/**
 * What has to happen to a product and its variants on both sides. Pure but for the ids it makes for records to be
 * created here. A field that cannot be said on one side is left out of the merge and reported.
 */
export function planFamily(family: Family, around: Surroundings, headId?: string): FamilyPlan {
  const { simple, members, vanished, surplus, ceded } = matchMembers(family);
  const errors: ReportedError[] = pinnedErrors(family);
  const id = family.here?.head.id ?? headId ?? v7();
  const { odoo: template, here } = family;
  const memo = readMemo(family.link?.memo);
  const readTemplate = (rows: typeof PRODUCT_FIELDS) =>
    template ? readOdoo(rows, { template, memo, simple, around }, memo, errors) : emptyOf(rows);
  const head = planRecord({
    kind: 'product',
    localId: id,
    odooId: template?.id ?? family.link?.odooId ?? null,
    link: family.link,
    memo,
    rows: PRODUCT_FIELDS,
    here: here ? readHere(PRODUCT_FIELDS, { row: here.head, family: here }) : emptyOf(PRODUCT_FIELDS),
    odoo: readTemplate(PRODUCT_FIELDS),
    base: baseOf(family.link) ?? { active: true },
    editedHere: here?.head.updatedAt ?? null,
    editedInOdoo: template?.writeDate ?? null,
    decisions: family.decisions.get(id),
    around,
  });
  return {
    family,
    headId: id,
    simple,
    createHere: here === null,
    createOdoo: template === null,
    head,
    members: members.map((member) => planMember(member, family, id, simple, around, errors)),
    vanished,
    surplus,
    ceded,
    errors,
  };
}

/** A combination that cannot be changed in Odoo now is told; the rest of the product goes on. */
function pinnedErrors({ here, recombined }: Family): ReportedError[] {
  const pinned = (here?.variants ?? []).filter((row) => recombined.pinned.has(row.id));
  return pinned.map(({ attributes }) => {
    const variant = describeCombination(attributes);
    return { class: 'mapping', code: 'variant_has_stock', message: 'variant_has_stock', params: { variant } };
  });
}

function planMember(
  member: Member,
  family: Family,
  headId: string,
  simple: boolean,
  around: Surroundings,
  errors: ReportedError[],
): MemberPlan {
  const { row, seed, variant, link } = member;
  const same = link !== null && link.odooId === variant?.id;
  const memo = same ? readMemo(link.memo) : {};
  const localId = row?.id ?? (simple ? headId : v7());
  const plan = planRecord({
    kind: 'variant',
    localId,
    odooId: variant?.id ?? null,
    link,
    memo,
    rows: VARIANT_FIELDS,
    here: hereOf(row ?? seed, family.here),
    odoo: variantOf(variant, family.odoo, simple, memo, around, errors),
    base: (same ? baseOf(link) : null) ?? { active: variant?.active ?? true },
    editedHere: (row ?? seed)?.updatedAt ?? null,
    editedInOdoo: variant?.writeDate ?? null,
    decisions: family.decisions.get(localId),
    around,
  });
  return { ...plan, member };
}

function hereOf(row: ProductRow | null, family: FamilyHere | null): Canonical {
  return row && family ? readHere(VARIANT_FIELDS, { row, family }) : emptyOf(VARIANT_FIELDS);
}

function variantOf(
  variant: RemoteVariant | null,
  template: RemoteTemplate | null,
  simple: boolean,
  memo: ProductMemo,
  around: Surroundings,
  errors: ReportedError[],
): Canonical {
  if (!variant || !template) return emptyOf(VARIANT_FIELDS);
  return readOdoo(VARIANT_FIELDS, { template, variant, memo, simple, around }, memo, errors);
}

interface ToPlan<Odoo> extends Omit<RecordPlan, 'result'> {
  readonly rows: readonly ProductFieldRow<Odoo>[];
  readonly editedHere: Date | null;
  readonly editedInOdoo: string | null;
  readonly decisions: Readonly<Record<string, Decision>> | undefined;
  readonly around: Surroundings;
}

function planRecord<Odoo>({
  rows,
  editedHere,
  editedInOdoo,
  decisions,
  around,
  ...record
}: ToPlan<Odoo>): RecordPlan {
  const { integration } = around.run;
  const later = editedHere && editedInOdoo && editedHere > new Date(`${editedInOdoo.replace(' ', 'T')}Z`);
  const result = reconcile(record.base, record.here, record.odoo, {
    fields: rulesOf(rows, around),
    policy: integration.syncConfig.conflict_policy,
    newer: later ? 'here' : 'odoo',
    alive: 'active',
    ...(decisions ? { decisions } : {}),
  });
  return { ...record, result };
}

/** Fields that the settings select and the server has. Attributes go to Odoo as lines, not as a value of the variant. */
function rulesOf<Odoo>(
  rows: readonly ProductFieldRow<Odoo>[],
  { run }: Surroundings,
): Record<string, FieldRule> {
  const direction = directionOf(run.integration);
  const selected = run.integration.syncConfig.fields.product;
  const rules: Record<string, FieldRule> = {};
  for (const { key, selectedBy, where, equal } of rows) {
    if (selectedBy !== null && !selected.includes(selectedBy)) continue;
    if (where && !where(run.odoo)) continue;
    const own = key === 'attributes' ? (direction === 'to_odoo' ? 'none' : 'to_here') : direction;
    rules[key] = { direction: own, ...(equal ? { equal } : {}) };
  }
  return rules;
}

function readHere<Odoo>(
  rows: readonly ProductFieldRow<Odoo>[],
  source: { row: ProductRow; family: FamilyHere },
): Canonical {
  return entriesOf(rows.map(({ key, here }) => [key, here(source)]));
}

/** As Odoo says it, with our own word for what Odoo made of it (memo.aliases). */
export function readOdoo<Odoo>(
  rows: readonly ProductFieldRow<Odoo>[],
  source: Odoo,
  memo: ProductMemo,
  errors: ReportedError[],
): Canonical {
  return entriesOf(
    rows.map(({ key, odoo }) => {
      try {
        const value = odoo(source);
        const alias = memo.aliases?.[key];
        return [key, alias && value !== undefined && sameAs(alias.odoo, value) ? alias.here : value];
      } catch (error) {
        if (!(error instanceof PriceTaxError)) throw error;
        errors.push({
          class: 'mapping',
          code: error.code,
          message: error.message,
          params: { ...error.params },
        });
        return [key, undefined];
      }
    }),
  );
}

/** The variant in Odoo that a variant here leaves for another combination; null when it stays. */
export function leftBehind({ member, odooId }: MemberPlan): number | null {
  const { link, row } = member;
  if (!link || odooId === null || link.localId !== row?.id || link.odooId === odooId) return null;
  return link.odooId;
}

const sameAs = (a: Json, b: Json) => JSON.stringify(a) === JSON.stringify(b);

function emptyOf<Odoo>(rows: readonly ProductFieldRow<Odoo>[]): Canonical {
  return entriesOf(rows.map(({ key, empty }) => [key, empty]));
}

function entriesOf(entries: readonly (readonly [string, Json | undefined])[]): Canonical {
  const record: Record<string, Json> = {};
  for (const [key, value] of entries) if (value !== undefined) record[key] = value;
  return record;
}
