import Decimal from 'decimal.js';
import type { RemoteTemplate } from '@/lib/odoo/records';
import type { Json } from '../../../core/canonical';
import { type PriceMemo, writePrice } from '../../../prices/price-memo';
import { extraOf, liveVariants } from '../fields/price';
import { asTextOrNull } from '../fields/values';
import type { Outcome } from '../outcome';
import type { FamilyPlan } from '../plan/plan-family';
import type { Surroundings } from '../surroundings';

/**
 * What `list_price` has to be for the product to cost what it costs here; nothing when it stays. A price that its taxes
 * cannot be taken out of is refused with the reason.
 */
export function templatePrice(
  around: Surroundings,
  plan: FamilyPlan,
  template: RemoteTemplate,
  outcome: Outcome,
) {
  const { price } = plan.head.result.toOdoo;
  if (price === undefined) return undefined;
  try {
    const raw = listPriceOf(around, template, price, plan.head.memo.price ?? null);
    const [only] = plan.simple ? liveVariants(template) : [];
    const list = new Decimal(raw).minus(only ? extraOf(template, only) : 0).toFixed();
    // Written unchanged it would still compute the variants' own prices anew.
    const own = template.variants.some((variant) => variant.ownPrice !== null);
    return own && new Decimal(list).eq(template.listPrice) ? undefined : list;
  } catch (error) {
    outcome.refuse(plan, plan.headId, 'product', ['price'], error);
    return undefined;
  }
}

/** Tax-included price → what the template's own taxes make of it. */
export function listPriceOf(
  around: Surroundings,
  template: RemoteTemplate,
  price: Json,
  memo: PriceMemo | null,
): string {
  const { company } = around.run.reference;
  return writePrice(asTextOrNull(price) ?? '0', around.taxesOf(template.taxIds), company, memo);
}
