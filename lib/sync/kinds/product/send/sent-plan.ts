import type { RemoteTemplate } from '@/lib/odoo/records';
import type { RowResult } from '@/lib/odoo/row-result';
import type { Outcome } from '../outcome';
import type { FamilyPlan } from '../plan/plan-family';

/** A plan whose template exists. */
export interface SentPlan {
  readonly plan: FamilyPlan;
  readonly template: RemoteTemplate;
}

/** Odoo's answer to what was sent of a record: what it refused is not part of what both sides agree on. */
export function noteRefusal(
  result: RowResult | undefined,
  fields: () => readonly string[],
  plan: FamilyPlan,
  localId: string,
  kind: 'product' | 'variant',
  outcome: Outcome,
): void {
  if (result && !result.ok) outcome.refuse(plan, localId, kind, fields(), result.error);
}
