import Decimal from 'decimal.js';
import { setPriceExtras } from '@/lib/odoo/intentions/write-products';
import type { Outcome } from '../outcome';
import type { Surroundings } from '../surroundings';
import { solveExtras } from './price-extras';
import { extraLines, refuseExtras } from './send-extras';
import { noteRefusal } from './sent-plan';
import type { OwnPrice } from './wanted-prices';

/** Odoo takes the price of a template's only variant for that of the template (ODOO-20.md, product.product.lst_price). */
export function isAlone({ sent: { plan, template }, variant, price, list }: OwnPrice): boolean {
  const only = template.variants.every((one) => one.id === variant.id || !one.active);
  return only && !plan.simple && !new Decimal(price).eq(list);
}

/** What an only variant costs beyond its product is said by its values, as it is where no variant has a price of its own. */
export async function sendLonePrices(
  around: Surroundings,
  rows: readonly OwnPrice[],
  outcome: Outcome,
): Promise<void> {
  const wanted = rows.flatMap((row) => {
    const { sent, variant, member } = row;
    const extras = extrasOf(row);
    if (!extras && member) refuseExtras(sent.plan, [member], variant.ptavIds, outcome);
    return (extras ?? []).map((extra) => ({ ...extra, sent, member }));
  });
  const { odoo } = around.run;
  await setPriceExtras(
    odoo,
    wanted.flatMap(({ ptavId, before, extra }) =>
      new Decimal(before).eq(extra) ? [{ ptavId, extra: new Decimal(extra).plus('0.01').toFixed() }] : [],
    ),
  );
  const results = await setPriceExtras(odoo, wanted);
  for (const [n, { sent, member }] of wanted.entries()) {
    if (member) noteRefusal(results[n], () => ['price'], sent.plan, member.localId, 'variant', outcome);
  }
}

/**
 * The extras that give the variant its price. Where they do so already, and somebody typed over what they make, one of them
 * is answered as it is: Odoo computes the price anew once it moves.
 */
function extrasOf({ sent: { template }, variant, price, list }: OwnPrice) {
  const lines = extraLines(template);
  const before = new Map(lines.flatMap(({ values }) => values.map((one) => [one.ptavId, one.priceExtra])));
  const extra = new Decimal(price).minus(list).toFixed();
  const solved = solveExtras(lines, [{ ptavIds: variant.ptavIds, extra }]);
  if (!solved.ok) return null;
  const [first] = variant.ptavIds.filter((id) => before.has(id));
  const said = first === undefined ? [] : [{ ptavId: first, extra: before.get(first) ?? '0' }];
  const changes = solved.changes.length > 0 ? solved.changes : said;
  return changes.map((change) => ({ ...change, before: before.get(change.ptavId) ?? '0' }));
}
