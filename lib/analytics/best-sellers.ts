import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { products } from '@/db/schema/catalogue';
import { orderLines, orders } from '@/db/schema/orders';
import { shopCurrency } from '@/lib/catalogue/currency';
import { formatMoney, formatQuantity } from '@/lib/catalogue/decimals';
import type { Ctx } from '@/lib/context';
import { counted, isGoods, kept, notCounted } from './counted';
import { periodOf, soldInCurrency } from './period';
import { type BestSeller, type BestSellersQuery, bestSeller } from './schema';

const row = bestSeller.extend({ orders: z.coerce.number(), lines_not_counted: z.coerce.number() });

/** Which product of which Odoo, for those not known here; ids of two Odoos are two products. */
const unknown = sql`case when ${orderLines.productId} is null
  then ${orders.integrationId} || ' ' || coalesce(${orderLines.odooProductId}::text, ${orderLines.name}) end`;

/**
 * Goods that sold best among confirmed and delivered orders, by quantity in their own unit or by tax-included revenue,
 * less what came back (`counted.ts`). Variants count each by itself; a product not known here is told apart by Odoo's
 * id and shown by its name on the order. Ranked first, by sums alone: what else is shown is looked up for the best.
 */
export async function bestSellers(
  ctx: Ctx,
  query: BestSellersQuery,
): Promise<{ data: BestSeller[]; next_cursor: null }> {
  const rank = query.by === 'quantity' ? sql`quantity desc, revenue desc` : sql`revenue desc, quantity desc`;
  const currency = await shopCurrency(ctx);
  const lines = sql`from ${orders} join ${orderLines} on ${orderLines.orderId} = ${orders.id}
    where ${soldInCurrency(periodOf(query, ctx), currency)} and ${isGoods}`;
  const rows = await ctx.db.execute(sql`
    with sold as (
      select ${orderLines.productId} as product_id, ${unknown} as unknown,
        coalesce(sum(${counted}), 0) as quantity, round(sum(${orderLines.total} * ${kept}), 2) as revenue,
        ${notCounted} as lines_not_counted
      ${lines} group by 1, 2
      having coalesce(sum(${counted}), 0) <> 0 or ${notCounted} > 0
    ), best as (
      select row_number() over (order by ${rank}, product_id, unknown) as place, sold.* from sold
      order by place limit ${query.limit}
    ), told as (
      select ${orderLines.productId} as product_id, ${unknown} as unknown,
        min(${orderLines.name}) as name, min(${orderLines.sku}) as sku, max(${orderLines.productUnit}) as unit,
        round(sum(${orderLines.totalUntaxed} * ${kept}), 2) as revenue_untaxed, count(distinct ${orders.id}) as orders
      ${lines} and (${orderLines.productId} = any (array(select product_id from best)) or ${orderLines.productId} is null)
      group by 1, 2
    )
    select best.product_id, coalesce(p.title, split_part(told.name, E'\\n', 1)) as title,
      coalesce(p.attributes, '{}'::jsonb) as attributes, coalesce(p.sku, told.sku) as sku, told.unit,
      best.lines_not_counted, best.quantity::text, best.revenue::text, told.revenue_untaxed::text, told.orders
    from best join told on told.product_id is not distinct from best.product_id
        and told.unknown is not distinct from best.unknown
      left join ${products} p on p.id = best.product_id
    order by best.place`);
  const data = z
    .array(row)
    .parse([...rows])
    .map((one) => ({
      ...one,
      quantity: formatQuantity(one.quantity),
      revenue: formatMoney(one.revenue),
      revenue_untaxed: formatMoney(one.revenue_untaxed),
    }));
  return { data, next_cursor: null };
}
