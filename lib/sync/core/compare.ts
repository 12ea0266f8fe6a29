import { type Canonical, type Json, sameJson } from './canonical';
import type { Reconciled } from './reconcile';
import type { FieldRule } from './rules';

/** What becomes of a difference by itself: where its value goes, a question to a person, or nothing. */
export type Outlook = 'to_here' | 'to_odoo' | 'conflict' | 'stays';

export interface Difference {
  readonly field: string;
  readonly here: Json;
  readonly odoo: Json;
  readonly outlook: Outlook;
}

export interface Compared {
  /** How many single values were compared: a list counts each of its entries. */
  readonly values: number;
  readonly differences: readonly Difference[];
}

/**
 * Holds both sides of a record against each other, field by field, whatever they last agreed on. `result`, the merge of
 * the same two sides, tells what becomes of each difference. Fields that a side cannot express are not compared.
 */
export function compare(
  here: Canonical,
  odoo: Canonical,
  rules: Readonly<Record<string, FieldRule>>,
  result: Reconciled,
): Compared {
  const differences: Difference[] = [];
  let values = 0;
  for (const [field, { equal = sameJson }] of Object.entries(rules)) {
    const h = here[field];
    const o = odoo[field];
    if (h === undefined || o === undefined) continue;
    values += Math.max(countValues(h), countValues(o));
    if (!equal(h, o)) differences.push({ field, here: h, odoo: o, outlook: outlookOf(field, result) });
  }
  return { values, differences };
}

function outlookOf(field: string, { toHere, toOdoo, conflicts }: Reconciled): Outlook {
  if (conflicts.some((conflict) => conflict.field === field && conflict.choice === null)) return 'conflict';
  if (toOdoo[field] !== undefined) return 'to_odoo';
  return toHere[field] === undefined ? 'stays' : 'to_here';
}

/** Single values in a value: nothing, a text and a number are one each, a list or an object what is in it. */
export function countValues(value: Json): number {
  if (typeof value !== 'object' || value === null) return 1;
  const inside: readonly Json[] = Array.isArray(value) ? value : Object.values(value);
  return Math.max(
    1,
    inside.reduce((sum: number, one) => sum + countValues(one), 0),
  );
}
