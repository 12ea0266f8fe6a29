import Decimal from 'decimal.js';
import type { Canonical, Json } from '../../core/canonical';
import { type Reconciled, reconcile } from '../../core/reconcile';
import type { Decision, Direction, FieldRule, Policy } from '../../core/rules';
import { AMOUNT, fits } from '../unreadable-value';

/** One product in one warehouse, as a side has it. Quantities as plain decimals; null: nothing there. */
export interface StockValues {
  readonly quantity: string | null;
  readonly threshold: string | null;
}

/** What both sides last agreed on; null before the first agreement. `threshold` null inside: agreed on none. */
export type StockBase = { readonly quantity: string | null; readonly threshold: string | null } | null;

export interface StockRules {
  readonly quantity: Direction;
  readonly threshold: Direction;
  readonly policy: Policy;
  /** The product came from another Odoo: a first meeting of two counts is a person's to settle. */
  readonly foreign?: boolean;
  readonly decisions?: Readonly<Record<string, Decision>>;
}

const sameNumber = (a: Json, b: Json): boolean =>
  typeof a === 'string' && typeof b === 'string' ? new Decimal(a).eq(b) : a === b;

/**
 * Both counts matter: what was sold here and what was received there since they last agreed (S10). Undefined where the
 * sum is none that can be kept: too large, or below nothing by more than Odoo itself says, which takes no count below.
 */
function byDifference(base: Json, here: Json, odoo: Json): Json | undefined {
  const sum = number(here).plus(number(odoo)).minus(number(base));
  const owed = sum.isNegative() && sum.lt(number(odoo));
  return owed || !fits(sum, AMOUNT) ? undefined : sum.toFixed();
}

function number(value: Json): Decimal {
  return new Decimal(typeof value === 'string' ? value : 0);
}

/**
 * Merges one level. Quantities by difference, or by a person where that gives no count that both sides can hold; the
 * threshold is one value like any other field. When the two sides
 * meet for the first time, none and zero yield to a count, and two different counts are a conflict for the policy:
 * adding them up would invent goods. What is counted of a `foreign` product may lie in another Odoo's warehouse: then
 * even Odoo's zero is a count, and neither is taken for the other before a person has said so.
 */
export function mergeStock(
  base: StockBase,
  here: StockValues,
  odoo: StockValues,
  rules: StockRules,
): Reconciled {
  const met = base !== null && base.quantity !== null;
  const apart = rules.foreign === true && !met;
  const fields: Record<string, FieldRule> = {
    quantity: {
      direction: rules.quantity,
      equal: sameNumber,
      apart,
      ...(met ? { merge: byDifference } : {}),
    },
    alert_threshold: { direction: rules.threshold, equal: sameNumber, apart },
  };
  const isNone = (value: string | null) => new Decimal(value ?? '0').isZero();
  const canonical = (values: StockValues, zeroCounts: boolean): Canonical => ({
    quantity: zeroCounts || !isNone(values.quantity) ? (values.quantity ?? '0') : null,
    alert_threshold: values.threshold,
  });
  const agreed: Canonical | null =
    base === null ? null : { ...(met ? { quantity: base.quantity } : {}), alert_threshold: base.threshold };
  const zeroInOdoo = met || (apart && !isNone(here.quantity));
  return reconcile(agreed, canonical(here, met), canonical(odoo, zeroInOdoo), {
    fields,
    policy: rules.policy,
    decisions: rules.decisions,
  });
}

/** What has to come to or go from Odoo; null when its count stays. */
export function differenceForOdoo(merged: Reconciled, odoo: StockValues): Decimal | null {
  const target = merged.toOdoo.quantity;
  if (target === undefined) return null;
  const difference = number(target).minus(odoo.quantity ?? 0);
  return difference.isZero() ? null : difference;
}

/** By how much the count here moves: added to whatever it is by then, so that a sale meanwhile is not undone. */
export function differenceForHere(merged: Reconciled, here: StockValues): Decimal | null {
  const target = merged.toHere.quantity;
  if (target === undefined) return null;
  const difference = number(target).minus(here.quantity ?? 0);
  return difference.isZero() ? null : difference;
}
