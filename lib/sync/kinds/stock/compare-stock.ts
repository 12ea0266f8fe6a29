import Decimal from 'decimal.js';
import type { Json } from '../../core/canonical';
import { compare } from '../../core/compare';
import type { FieldRule } from '../../core/rules';
import type { ReportedComparison } from '../../history/batch-report';
import type { StockPair } from './pairs';
import type { StockPlan } from './stock-plan';

const number = (value: Json) => new Decimal(typeof value === 'string' ? value : 0);
const RULES: Readonly<Record<'quantity' | 'alert_threshold', FieldRule>> = {
  // Nothing there and none of it are the same count.
  quantity: { direction: 'both', equal: (a, b) => number(a).eq(number(b)) },
  alert_threshold: {
    direction: 'both',
    equal: (a, b) => (a === null || b === null ? a === b : number(a).eq(number(b))),
  },
};

/** Both sides of one level held against each other, as far as it is synchronised. */
export function compareStock(plan: StockPlan): ReportedComparison {
  const { here, odoo, merged, selected, partlyHidden, unreadableThreshold } = plan;
  const rules = Object.fromEntries(
    Object.entries(RULES).filter(([field]) =>
      field === 'quantity'
        ? selected.quantity && !partlyHidden
        : selected.alert_threshold && !unreadableThreshold,
    ),
  );
  const compared = compare(
    { quantity: here.quantity ?? '0', alert_threshold: here.threshold },
    { quantity: odoo.quantity ?? '0', alert_threshold: odoo.threshold },
    rules,
    merged,
  );
  const unread = [
    ...(partlyHidden ? [{ field: 'quantity', here: here.quantity }] : []),
    ...(unreadableThreshold ? [{ field: 'alert_threshold', here: here.threshold }] : []),
  ].map((one) => ({ ...one, odoo: null, outlook: 'unreadable' as const }));
  return { values: compared.values + unread.length, differences: [...compared.differences, ...unread] };
}

/** What lies in Odoo is a number that nothing here can hold. */
export function unreadableStock({ level }: StockPair): ReportedComparison {
  const here = level?.quantity ?? null;
  return { values: 1, differences: [{ field: 'quantity', here, odoo: null, outlook: 'unreadable' }] };
}
