import Decimal from 'decimal.js';
import { eq } from 'drizzle-orm';
import { links } from '@/db/schema/links';
import { updateVariants } from '@/lib/odoo/intentions/write-products';
import type { RemoteVariant } from '@/lib/odoo/records';
import { inEngineTransaction } from '../../../engine/engine-transaction';
import { extraOf, soldAt, summedPrice } from '../fields/price';
import type { Outcome } from '../outcome';
import type { MemberPlan } from '../plan/plan-record';
import type { Surroundings } from '../surroundings';
import { listPriceOf, templatePrice } from './list-price';
import { noteRefusal, type SentPlan } from './sent-plan';

interface OwnPrice {
  readonly sent: SentPlan;
  readonly variant: RemoteVariant;
  readonly member: MemberPlan | undefined;
  /** What it is to be sold at, in the mode of the list price. */
  readonly price: string;
}

/**
 * Before list prices are written: what Odoo is about to compute anew is noted on the variants' links, so that a run that
 * dies between the two writes does not leave prices wiped for good.
 */
export async function holdPrices(
  around: Surroundings,
  plans: readonly SentPlan[],
  outcome: Outcome,
): Promise<void> {
  const held = plans.flatMap((sent) => {
    const list = listPriceAfter(around, sent, outcome);
    if (new Decimal(list).eq(sent.template.listPrice)) return [];
    return wantedPrices(around, sent, list, outcome).flatMap(({ member, price }) =>
      member?.link ? [{ link: member.link, memo: { list_price: list, own_price: price } }] : [],
    );
  });
  if (held.length === 0) return;
  await inEngineTransaction(around.run, async (tx) => {
    for (const { link, memo } of held) {
      await tx
        .update(links)
        .set({ memo: { ...link.memo, held: memo } })
        .where(eq(links.id, link.id));
    }
  });
}

/**
 * Gives variants their own prices, after the list prices: where one changed here, and where Odoo has computed it anew.
 * Extras stay what they are.
 */
export async function sendOwnPrices(
  around: Surroundings,
  plans: readonly SentPlan[],
  outcome: Outcome,
): Promise<void> {
  const rows = plans.flatMap((sent) =>
    wantedPrices(around, sent, listPriceAfter(around, sent, outcome), outcome),
  );
  const results = await updateVariants(
    around.run.odoo,
    rows.map(({ variant, price }) => ({ id: variant.id, values: { ownPrice: price } })),
  );
  for (const [n, { sent, member }] of rows.entries()) {
    const [localId, kind] =
      member && !sent.plan.simple
        ? [member.localId, 'variant' as const]
        : [sent.plan.headId, 'product' as const];
    noteRefusal(results[n], () => ['price'], sent.plan, localId, kind, outcome);
  }
}

/** The variants whose price differs from what Odoo has, or makes of it when the list price becomes `list`. */
function wantedPrices(around: Surroundings, sent: SentPlan, list: string, outcome: Outcome): OwnPrice[] {
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
      return new Decimal(price).eq(made) ? [] : [{ sent, variant, member, price }];
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
function listPriceAfter(around: Surroundings, { plan, template }: SentPlan, outcome: Outcome): string {
  if (!outcome.took(plan.headId, 'product', 'price')) return template.listPrice;
  return templatePrice(around, plan, template, outcome) ?? template.listPrice;
}
