import Decimal from 'decimal.js';
import type { RemoteVariant } from '@/lib/odoo/records';
import { extraOf, soldAt, summedPrice } from '../fields/price';
import type { Outcome } from '../outcome';
import type { MemberPlan } from '../plan/plan-record';
import type { Surroundings } from '../surroundings';
import { listPriceOf, templatePrice } from './list-price';
import type { SentPlan } from './sent-plan';

/** What a variant with a price of its own is to cost. */
export interface OwnPrice {
  readonly sent: SentPlan;
  readonly variant: RemoteVariant;
  readonly member: MemberPlan | undefined;
  /** What it is to be sold at, in the mode of the list price. */
  readonly price: string;
  /** The list price by then. */
  readonly list: string;
}

/** The variants whose price differs from what Odoo has, or makes of it when the list price becomes `list`. */
export function wantedPrices(
  around: Surroundings,
  sent: SentPlan,
  list: string,
  outcome: Outcome,
): OwnPrice[] {
  const { plan, template } = sent;
  const moved = !new Decimal(list).eq(template.listPrice);
  return template.variants.flatMap((variant): OwnPrice[] => {
    if (variant.ownPrice === null) return [];
    const member = plan.members.find((one) => one.member.variant?.id === variant.id);
    const made = moved ? new Decimal(list).plus(extraOf(template, variant)).toFixed() : variant.ownPrice;
    try {
      const price = plan.simple
        ? simplePrice(around, sent, variant, made)
        : memberPrice(around, sent, variant, member, list, made);
      return new Decimal(price).eq(made) ? [] : [{ sent, variant, member, price, list }];
    } catch (error) {
      if (member) outcome.refuse(plan, member.localId, 'variant', ['price'], error);
      return [];
    }
  });
}

/** A product without variants: what was typed is its only variant's price; archived ones keep theirs. */
function simplePrice(
  around: Surroundings,
  { plan, template }: SentPlan,
  variant: RemoteVariant,
  made: string,
): string {
  const { price } = plan.head.result.toOdoo;
  if (price === undefined || !variant.active)
    return isTyped(variant, summedPrice(template, variant)) ? soldAt(template, variant) : made;
  return listPriceOf(around, template, price, plan.head.memo.price ?? null);
}

function memberPrice(
  around: Surroundings,
  { template }: SentPlan,
  variant: RemoteVariant,
  member: MemberPlan | undefined,
  list: string,
  made: string,
): string {
  const stays = soldAt(template, variant, member?.memo.held);
  if (!member) return isTyped(variant, summedPrice(template, variant)) ? stays : made;
  const price = member.result.base.price ?? null;
  if (member.result.toOdoo.price !== undefined && price !== null) {
    return listPriceOf(around, template, price, member.memo.price ?? null);
  }
  // Nothing of its own here: it costs what its product costs.
  return price === null ? list : stays;
}

function isTyped({ ownPrice }: RemoteVariant, summed: string): boolean {
  return ownPrice !== null && !new Decimal(ownPrice).eq(summed);
}

/** What the list price is once `sendTemplates` has done its work. */
export function listPriceAfter(around: Surroundings, { plan, template }: SentPlan, outcome: Outcome): string {
  if (!outcome.took(plan.headId, 'product', 'price')) return template.listPrice;
  return templatePrice(around, plan, template, outcome) ?? template.listPrice;
}
