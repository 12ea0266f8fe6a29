import { instantOf } from '@/lib/odoo/dialect/instant';
import type { Canonical, Json } from '../../../core/canonical';
import { type Reconciled, reconcile } from '../../../core/reconcile';
import type { Decision, FieldRule } from '../../../core/rules';
import type { ChangedAt, ReportedError } from '../../../history/batch-report';
import { PriceTaxError } from '../../../prices/price-tax-error';
import { directionOf } from '../../rules-of';
import { UnreadableValue } from '../../unreadable-value';
import { asAgreed, isUnseen } from '../../unseen';
import type { FamilyHere, Link, ProductRow } from '../family';
import type { ProductFieldRow } from '../fields/fields';
import { withinDigits } from '../fields/kept-digits';
import type { ProductMemo } from '../fields/memo';
import type { Surroundings } from '../surroundings';
import type { Member } from './member';

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
  /** Of a variant that is new here: what its combination is called, where that is not what Odoo calls it. */
  readonly called?: Readonly<Record<string, string>>;
  /** When the record was last edited on each side. */
  readonly changedAt: ChangedAt;
  /** Of the fields that are synchronised. */
  readonly rules: Readonly<Record<string, FieldRule>>;
}

/** A variant of a family. */
export interface MemberPlan extends RecordPlan {
  readonly member: Member;
}

interface ToPlan<Odoo> extends Omit<RecordPlan, 'result' | 'rules' | 'changedAt'> {
  readonly rows: readonly ProductFieldRow<Odoo>[];
  readonly editedHere: Date | null;
  readonly editedInOdoo: string | null;
  readonly decisions: Readonly<Record<string, Decision>> | undefined;
  /** Family.foreign */
  readonly foreign: boolean;
  readonly around: Surroundings;
}

/** Both sides of one record through the merge; the later edit is told by the times both sides have. */
export function planRecord<Odoo>({
  rows,
  editedHere,
  editedInOdoo,
  decisions,
  foreign,
  around,
  ...asRead
}: ToPlan<Odoo>): RecordPlan {
  const { integration, reference } = around.run;
  const unseen = isUnseen(around.run.odoo, asRead.memo.unseen, editedInOdoo);
  const record = unseen
    ? { ...asRead, odoo: asAgreed(asRead.odoo, asRead.base) }
    : withinDigits(asRead, asRead.memo, reference.company);
  const changedInOdoo = editedInOdoo ? instantOf(editedInOdoo) : null;
  const later = editedHere && changedInOdoo && editedHere > changedInOdoo;
  const base = baseToMerge(record);
  const fields = rulesOf(rows, foreign, around);
  const result = reconcile(base, record.here, record.odoo, {
    fields,
    policy: integration.syncConfig.conflict_policy,
    newer: later ? 'here' : 'odoo',
    alive: 'active',
    ...(decisions ? { decisions } : {}),
  });
  return { ...record, base, result, rules: fields, changedAt: { here: editedHere, odoo: changedInOdoo } };
}

/** After Odoo went back a person chose whose values count: then the other side's are taken for the unchanged ones. */
function baseToMerge({
  link,
  base,
  here,
  odoo,
}: Pick<RecordPlan, 'link' | 'base' | 'here' | 'odoo'>): Canonical | null {
  if (!link?.prevails) return base;
  return { ...base, ...(link.prevails === 'here' ? odoo : here) };
}

/** Fields that the settings select and the server has. Attributes go to Odoo as lines, not as a value of the variant. */
function rulesOf<Odoo>(
  rows: readonly ProductFieldRow<Odoo>[],
  foreign: boolean,
  { run }: Surroundings,
): Record<string, FieldRule> {
  const direction = directionOf(run.integration);
  const selected = run.integration.syncConfig.fields.product;
  const rules: Record<string, FieldRule> = {};
  for (const { key, selectedBy, where, equal, isBehind } of rows) {
    if (selectedBy !== null && !selected.includes(selectedBy)) continue;
    if (where && !where(run.odoo)) continue;
    const own = key === 'attributes' ? (direction === 'to_odoo' ? 'none' : 'to_here') : direction;
    rules[key] = {
      direction: own,
      apart: foreign,
      ...(equal ? { equal } : {}),
      ...(isBehind ? { isBehind } : {}),
    };
  }
  return rules;
}

/** As it is here; fields that a record does not have are left out. */
export function readHere<Odoo>(
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
        if (!(error instanceof PriceTaxError || error instanceof UnreadableValue)) throw error;
        errors.push({
          class: error.class,
          code: error.code,
          message: error.message,
          params: { ...error.params, field: key },
        });
        return [key, undefined];
      }
    }),
  );
}

const sameAs = (a: Json, b: Json) => JSON.stringify(a) === JSON.stringify(b);

/** A side where the record is not there yet. */
export function emptyOf<Odoo>(rows: readonly ProductFieldRow<Odoo>[]): Canonical {
  return entriesOf(rows.map(({ key, empty }) => [key, empty]));
}

function entriesOf(entries: readonly (readonly [string, Json | undefined])[]): Canonical {
  const record: Record<string, Json> = {};
  for (const [key, value] of entries) if (value !== undefined) record[key] = value;
  return record;
}
