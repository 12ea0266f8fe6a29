import Decimal from 'decimal.js';
import { describeCombination } from '@/lib/catalogue/products/rules';
import { setPriceExtras } from '@/lib/odoo/intentions/write-products';
import type { RemoteTemplate } from '@/lib/odoo/records';
import { SyncError } from '../../../history/sync-error';
import { extraOf } from '../fields/price';
import type { Outcome } from '../outcome';
import type { FamilyPlan } from '../plan/plan-family';
import type { MemberPlan } from '../plan/plan-record';
import type { Surroundings } from '../surroundings';
import { listPriceOf } from './list-price';
import { solveExtras } from './price-extras';
import { noteRefusal, type SentPlan } from './sent-plan';

/** Differences of price between variants, where one of them or their common price is to change. */
export async function sendExtras(
  around: Surroundings,
  plans: readonly SentPlan[],
  outcome: Outcome,
): Promise<void> {
  const changes: { ptavId: number; extra: string; plan: FamilyPlan; members: MemberPlan[] }[] = [];
  for (const { plan, template } of plans) {
    const members = plan.members.filter(({ member }) => member.variant !== null);
    const concerned = members.filter((member) => member.result.toOdoo.price !== undefined);
    const headMoves =
      plan.head.result.toOdoo.price !== undefined || plan.head.result.toHere.price !== undefined;
    const apart = members.some((member) => (member.result.base.price ?? null) !== null);
    if (plan.simple || (concerned.length === 0 && !(headMoves && apart))) continue;
    try {
      const solved = solveExtras(extraLines(template), wantedExtras(around, plan, template, members));
      if (solved.ok)
        changes.push(...solved.changes.map((change) => ({ ...change, plan, members: concerned })));
      else refuseExtras(plan, concerned, solved.ptavIds, outcome);
    } catch (error) {
      for (const member of concerned) outcome.refuse(plan, member.localId, 'variant', ['price'], error);
    }
  }
  const results = await setPriceExtras(around.run.odoo, changes);
  for (const [n, { plan, members }] of changes.entries()) {
    for (const member of members)
      noteRefusal(results[n], () => ['price'], plan, member.localId, 'variant', outcome);
  }
}

function wantedExtras(
  around: Surroundings,
  plan: FamilyPlan,
  template: RemoteTemplate,
  members: readonly MemberPlan[],
) {
  const common = plan.head.result.base.price ?? plan.head.odoo.price ?? null;
  const list =
    plan.head.result.toOdoo.price === undefined
      ? template.listPrice
      : listPriceOf(around, template, common, plan.head.memo.price ?? null);
  return members.flatMap((member) => {
    const { variant } = member.member;
    if (!variant?.active) return [];
    const price = member.result.base.price ?? null;
    const raw = price === null ? list : listPriceOf(around, template, price, member.memo.price ?? null);
    const unchanged =
      price !== null && member.result.toOdoo.price === undefined && list === template.listPrice;
    const extra = unchanged ? extraOf(template, variant) : new Decimal(raw).minus(list).toFixed();
    return [{ ptavIds: variant.ptavIds, extra }];
  });
}

/** Lines whose values tell variants apart, and may make a difference to what these cost. */
export function extraLines(template: RemoteTemplate) {
  return template.lines.filter((line) => line.createVariant !== 'no_variant');
}

/** Of `members`: no extras of values give that one its price. */
export function refuseExtras(
  plan: FamilyPlan,
  members: readonly MemberPlan[],
  ptavIds: readonly number[],
  outcome: Outcome,
) {
  const culprit = plan.members.find(({ member }) => member.variant?.ptavIds === ptavIds);
  const value = describeCombination(culprit?.member.variant?.attributes ?? {});
  for (const member of members) {
    outcome.refuse(
      plan,
      member.localId,
      'variant',
      ['price'],
      new SyncError('price_extra_inexpressible', { value }),
    );
  }
}
