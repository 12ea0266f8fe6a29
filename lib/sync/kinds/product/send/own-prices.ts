import Decimal from 'decimal.js';
import { eq } from 'drizzle-orm';
import { links } from '@/db/schema/links';
import { updateVariants } from '@/lib/odoo/intentions/write-products';
import { inEngineTransaction } from '../../../engine/engine-transaction';
import type { Outcome } from '../outcome';
import type { Surroundings } from '../surroundings';
import { isAlone, sendLonePrices } from './lone-prices';
import { noteRefusal, type SentPlan } from './sent-plan';
import { listPriceAfter, wantedPrices } from './wanted-prices';

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
 * Extras stay what they are, save those of a variant that stands alone: its own price would become the list price.
 */
export async function sendOwnPrices(
  around: Surroundings,
  plans: readonly SentPlan[],
  outcome: Outcome,
): Promise<void> {
  const rows = plans.flatMap((sent) =>
    wantedPrices(around, sent, listPriceAfter(around, sent, outcome), outcome),
  );
  const alone = rows.filter(isAlone);
  const among = rows.filter((row) => !isAlone(row));
  await sendLonePrices(around, alone, outcome);
  const results = await updateVariants(
    around.run.odoo,
    among.map(({ variant, price }) => ({ id: variant.id, values: { ownPrice: price } })),
  );
  for (const [n, { sent, member }] of among.entries()) {
    const [localId, kind] =
      member && !sent.plan.simple
        ? [member.localId, 'variant' as const]
        : [sent.plan.headId, 'product' as const];
    noteRefusal(results[n], () => ['price'], sent.plan, localId, kind, outcome);
  }
}
