import type { Canonical } from '../../core/canonical';
import { compare } from '../../core/compare';
import type { ReportedComparison } from '../../history/batch-report';

/** An order here held against the same order as a run would keep it now; `here` is null where it has not come yet. */
export function compareOrder(here: Canonical | null, odoo: Canonical): ReportedComparison {
  if (here === null) {
    return { values: 0, differences: [], missing: { side: 'here', outlook: 'to_here' } };
  }
  const fields = Object.fromEntries(
    Object.keys(odoo).map((field) => [field, { direction: 'to_here' as const }]),
  );
  return compare(here, odoo, fields, { toHere: odoo, toOdoo: {}, conflicts: [], base: odoo });
}
