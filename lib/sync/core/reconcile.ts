import { type Canonical, isEmpty, type Json, sameJson } from './canonical';
import type { Direction, FieldRule, Rules, Side } from './rules';

export interface FieldConflict {
  readonly field: string;
  readonly reason: 'both_changed' | 'deleted_and_changed';
  /** Null when the two sides never agreed on this field. */
  readonly base: Json;
  readonly here: Json;
  readonly odoo: Json;
  /** Whose value was taken; null: it waits for a person, and both sides keep theirs. */
  readonly choice: 'odoo' | 'products_manager' | 'value' | null;
  /** True when `choice` is a person's decision and not the policy's. */
  readonly decided: boolean;
}

export interface Reconciled {
  /** Values the record here must take. */
  readonly toHere: Canonical;
  /** Values the record in Odoo must take. */
  readonly toOdoo: Canonical;
  readonly conflicts: readonly FieldConflict[];
  /** What both sides hold once `toHere` and `toOdoo` are carried out. */
  readonly base: Canonical;
}

interface Outcome {
  toHere?: Json;
  toOdoo?: Json;
  base?: Json;
  conflict?: FieldConflict;
}

/**
 * Three-way merge of one record, field by field. Pure: no clock, no I/O, no knowledge of kinds.
 *
 * Invariants (core/reconcile.test.ts has a row for each):
 *  I1 a field outside the rules, or one that a side cannot express (absent), is not touched and keeps its base;
 *  I2 equal on both sides is agreement, whatever the base was (but see I5);
 *  I3 changed on one side goes to the other, if the direction allows; if not, both keep theirs and the base stays;
 *  I4 changed on both sides differently is a conflict, always reported with both values: a person's decision settles
 *     it, else the only side that may write, else the policy; `manual` leaves both sides and the base as they are;
 *  I5 counts merge by difference: two sold here and two sold there are four, although both sides show the same. Where
 *     neither side could hold the sum the counts are two values like any other, and no date says which is the newer;
 *  I6 without a base for a field an empty value yields to a typed one; two typed values are a conflict;
 *  I7 archived on one side and otherwise changed on the other: the change wins, and that is reported;
 *  I8 every value handed out is one side's, a person's, or a merged count: none is invented;
 *  I9 once carried out, the same merge has nothing left to do;
 *  I10 a list that shows a part of the other side's changes and none of its own is behind: the other is taken;
 *  I11 a value of another Odoo that was never agreed upon (`apart`) is settled by a person alone.
 */
export function reconcile(
  base: Canonical | null,
  here: Canonical,
  odoo: Canonical,
  rules: Rules,
): Reconciled {
  const toHere: Record<string, Json> = {};
  const toOdoo: Record<string, Json> = {};
  const agreed: Record<string, Json> = { ...base };
  const conflicts: FieldConflict[] = [];
  for (const [field, rule] of inOrder(rules)) {
    const h = here[field];
    const o = odoo[field];
    if (h === undefined || o === undefined || rule.direction === 'none') continue;
    const b = base?.[field];
    const outcome =
      field === rules.alive
        ? mergeLife(field, b, h, o, rule, { here: isNotEmpty(toHere), odoo: isNotEmpty(toOdoo) }, rules)
        : mergeField(field, b, h, o, rule, rules);
    if (outcome.toHere !== undefined) toHere[field] = outcome.toHere;
    if (outcome.toOdoo !== undefined) toOdoo[field] = outcome.toOdoo;
    if (outcome.base !== undefined) agreed[field] = outcome.base;
    if (outcome.conflict) conflicts.push(outcome.conflict);
  }
  return { toHere, toOdoo, conflicts, base: agreed };
}

/** The field of life last: whether a change comes back from the dead depends on all others. */
function inOrder(rules: Rules): [string, FieldRule][] {
  const entries = Object.entries(rules.fields);
  return [
    ...entries.filter(([field]) => field !== rules.alive),
    ...entries.filter(([field]) => field === rules.alive),
  ];
}

function mergeField(
  field: string,
  b: Json | undefined,
  h: Json,
  o: Json,
  rule: FieldRule,
  rules: Rules,
): Outcome {
  const same = rule.equal ?? sameJson;
  const counted = rule.merge && b !== undefined && !same(h, b) && !same(o, b);
  const sum = counted ? rule.merge?.(b, h, o) : undefined;
  if (sum !== undefined) return mergeCount(sum, h, o, rule);
  if (same(h, o)) return { base: h };
  if (counted)
    return settle(field, b, h, o, rule, rules.policy === 'newest' ? { ...rules, policy: 'manual' } : rules);
  if (b === undefined) {
    if (isEmpty(h) && !isEmpty(o)) return oneSided('odoo', o, rule.direction);
    if (rule.apart) return settle(field, null, h, o, rule, rules, true);
    if (isEmpty(o) && !isEmpty(h)) return oneSided('here', h, rule.direction);
  } else {
    if (same(h, b)) return oneSided('odoo', o, rule.direction);
    if (same(o, b)) return oneSided('here', h, rule.direction);
  }
  const before = b ?? null;
  if (rule.isBehind?.(before, o, h)) return oneSided('here', h, rule.direction);
  if (rule.isBehind?.(before, h, o)) return oneSided('odoo', o, rule.direction);
  return settle(field, before, h, o, rule, rules);
}

const mayReachHere = (direction: Direction) => direction === 'both' || direction === 'to_here';
const mayReachOdoo = (direction: Direction) => direction === 'both' || direction === 'to_odoo';

function oneSided(changed: Side, value: Json, direction: Direction): Outcome {
  if (changed === 'odoo') return mayReachHere(direction) ? { toHere: value, base: value } : {};
  return mayReachOdoo(direction) ? { toOdoo: value, base: value } : {};
}

/** A blocked side keeps its own count; the base then follows that side, so that no difference is counted twice. */
function mergeCount(merged: Json, h: Json, o: Json, rule: FieldRule): Outcome {
  const same = rule.equal ?? sameJson;
  const here = mayReachHere(rule.direction);
  const there = mayReachOdoo(rule.direction);
  return {
    ...(here && !same(h, merged) ? { toHere: merged } : {}),
    ...(there && !same(o, merged) ? { toOdoo: merged } : {}),
    base: here && there ? merged : here ? o : h,
  };
}

function settle(
  field: string,
  b: Json,
  h: Json,
  o: Json,
  rule: FieldRule,
  rules: Rules,
  byPersonOnly = false,
): Outcome {
  const conflict = { field, reason: 'both_changed' as const, base: b, here: h, odoo: o };
  const decision = rules.decisions?.[field];
  const decided = decision !== undefined && sameJson(decision.sawHere, h) && sameJson(decision.sawOdoo, o);
  const choice = decided ? decision.choice : byPersonOnly ? null : choose(rule.direction, rules);
  if (choice === null) return { conflict: { ...conflict, choice: null, decided: false } };
  const value = choice === 'odoo' ? o : choice === 'products_manager' ? h : decision?.value;
  if (value === undefined) return { conflict: { ...conflict, choice: null, decided: false } };
  const toHere = choice !== 'products_manager' && mayReachHere(rule.direction);
  const toOdoo = choice !== 'odoo' && mayReachOdoo(rule.direction);
  const complete = (choice === 'products_manager' || toHere) && (choice === 'odoo' || toOdoo);
  // A value that a person keeps here and that may not go to Odoo stays apart from what is there for good.
  const kept = byPersonOnly && choice === 'products_manager' && !toOdoo;
  return {
    ...(toHere ? { toHere: value } : {}),
    ...(toOdoo ? { toOdoo: value } : {}),
    ...(kept ? { base: o } : complete ? { base: value } : {}),
    conflict: { ...conflict, choice, decided },
  };
}

function choose(direction: Direction, rules: Rules): 'odoo' | 'products_manager' | null {
  if (direction === 'to_here') return 'odoo';
  if (direction === 'to_odoo') return 'products_manager';
  if (rules.policy === 'newest') return rules.newer === 'here' ? 'products_manager' : 'odoo';
  return rules.policy === 'manual' ? null : rules.policy;
}

function mergeLife(
  field: string,
  b: Json | undefined,
  h: Json,
  o: Json,
  rule: FieldRule,
  changes: { here: boolean; odoo: boolean },
  rules: Rules,
): Outcome {
  const conflict = { field, reason: 'deleted_and_changed' as const, base: b ?? null, here: h, odoo: o };
  if (b === true && h === false && o === true && changes.here && mayReachHere(rule.direction)) {
    return { toHere: true, base: true, conflict: { ...conflict, choice: 'odoo', decided: false } };
  }
  if (b === true && o === false && h === true && changes.odoo && mayReachOdoo(rule.direction)) {
    return {
      toOdoo: true,
      base: true,
      conflict: { ...conflict, choice: 'products_manager', decided: false },
    };
  }
  return mergeField(field, b, h, o, rule, rules);
}

function isNotEmpty(record: Canonical): boolean {
  return Object.keys(record).length > 0;
}
