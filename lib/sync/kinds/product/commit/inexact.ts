import Decimal from 'decimal.js';
import { describeCombination } from '@/lib/catalogue/products/rules';
import type { RemoteTemplate } from '@/lib/odoo/records';
import type { ReportedError } from '../../../history/batch-report';
import { type InexactPrice, inexactPrice } from '../../../prices/inexact-price';
import type { PriceMemo } from '../../../prices/price-memo';
import { PriceTaxError } from '../../../prices/price-tax-error';
import { digitsOf, NUMBERS, PRECISION } from '../fields/kept-digits';
import { asAttributes, asTextOrNull } from '../fields/values';
import type { FamilyPlan } from '../plan/plan-family';
import type { Surroundings } from '../surroundings';
import type { SettledFamily } from './settle';

/** Told as long as they hold, and no failure: both sides are as near as they can come, and no further run mends it. */
export const STANDING: ReadonlySet<string> = new Set([
  'price_not_exact',
  'cost_price_not_exact',
  'weight_not_exact',
  'volume_not_exact',
  'price_extra_inexpressible',
  'codes_beside_variants',
  'variant_awake_alone',
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

/** What Odoo may lose of a weight or volume by its digits before it is told: no scale tells the rest. */
const TOLERATED = 0.05;

/** Costs, weights and volumes typed here of which Odoo keeps fewer digits. */
export function inexactNumbers(
  { run: { reference } }: Surroundings,
  plan: FamilyPlan,
  { members }: SettledFamily,
): ReportedError[] {
  return NUMBERS.flatMap((field) => {
    const found = plan.members.flatMap(({ localId, here: { attributes } }) => {
      const alias = members.get(localId)?.memo.aliases?.[field];
      if (!alias) return [];
      const typed = new Decimal(asTextOrNull(alias.here) ?? 0);
      const kept = new Decimal(asTextOrNull(alias.odoo) ?? 0);
      const lost = typed.minus(kept).abs();
      const told = lost.gt(field === 'cost_price' ? 0 : typed.times(TOLERATED));
      return told ? [{ typed, kept, variant: describeCombination(asAttributes(attributes)) }] : [];
    });
    const [first] = found;
    if (!first) return [];
    const { typed, kept, variant } = first;
    const params = {
      field,
      typed: typed.toFixed(),
      kept: kept.toFixed(),
      variant: variant && ` (${variant})`,
      precision: PRECISION[field],
      digits: digitsOf(field, reference.company) ?? kept.decimalPlaces(),
      needed: typed.decimalPlaces(),
    };
    const code = `${field}_not_exact`;
    return [{ class: 'mapping', code, message: code, params }];
  });
}
