import { describeCombination } from '@/lib/catalogue/products/rules';
import type { RemoteTemplate } from '@/lib/odoo/records';
import type { ReportedError } from '../../../history/batch-report';
import { type InexactPrice, inexactPrice } from '../../../prices/inexact-price';
import type { PriceMemo } from '../../../prices/price-memo';
import { PriceTaxError } from '../../../prices/price-tax-error';
import { asAttributes } from '../fields/values';
import type { FamilyPlan } from '../plan/plan-family';
import type { Surroundings } from '../surroundings';
import type { SettledFamily } from './settle';

/** Told as long as they hold, and no failure: both sides are as near as they can come, and no further run mends it. */
export const STANDING: ReadonlySet<string> = new Set([
  'price_not_exact',
  'price_extra_inexpressible',
  'codes_beside_variants',
]);

/** Prices of a family that Odoo bills otherwise than typed here, for want of digits or by the way it rounds. */
export function inexactPrices(
  around: Surroundings,
  plan: FamilyPlan,
  template: RemoteTemplate,
  settled: SettledFamily,
): ReportedError[] {
  const { company } = around.run.reference;
  const inexact = (memo: PriceMemo | undefined): InexactPrice | null => {
    if (!memo) return null;
    try {
      return inexactPrice(memo.list_price, memo.price, around.taxesOf(template.taxIds), company);
    } catch (error) {
      if (error instanceof PriceTaxError) return null;
      throw error;
    }
  };
  const own = inexact(settled.head.memo.price);
  const variants = plan.members.flatMap((member) => {
    const found = inexact(settled.members.get(member.localId)?.memo.price);
    return found ? [{ found, variant: describeCombination(asAttributes(member.here.attributes)) }] : [];
  });
  const [first] = [...(own ? [{ found: own, variant: '' }] : []), ...variants];
  if (!first) return [];
  const params = {
    ...first.found,
    variant: first.variant && ` (${first.variant})`,
    digits: first.found.digits ?? 0,
  };
  return [{ class: 'mapping', code: 'price_not_exact', message: 'price_not_exact', params }];
}
