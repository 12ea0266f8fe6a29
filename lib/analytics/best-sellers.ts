import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { products } from '@/db/schema/catalogue';
import { orderLines, orders } from '@/db/schema/orders';
import { shopCurrency } from '@/lib/catalogue/currency';
import { formatMoney, formatQuantity } from '@/lib/catalogue/decimals';
import type { Ctx } from '@/lib/context';
import { periodOf, soldInCurrency } from './period';
import { type BestSeller, type BestSellersQuery, bestSeller } from './schema';

const row = bestSeller.extend({ orders: z.coerce.number() });

/**
 * What sold best among confirmed and delivered orders, by quantity or by tax-included revenue. Variants count each by
 * itself; a product not known here is told apart by Odoo's id and shown by its name on the order.
 */
export async function bestSellers(
  ctx: Ctx,
  query: BestSellersQuery,
): Promise<{ data: BestSeller[]; next_cursor: null }> {
  const first = query.by === 'quantity' ? sql`quantity` : sql`revenue`;
  const second = query.by === 'quantity' ? sql`revenue` : sql`quantity`;
  const currency = await shopCurrency(ctx);
  const rows = await ctx.db.execute(sql`
    with sold as (
      select ${orderLines.productId} as product_id, ${orderLines.odooProductId} as odoo_product_id,
        case when ${orderLines.odooProductId} is null then min(${orderLines.name}) else '' end as unnamed,
        min(${orderLines.name}) as name, min(${orderLines.sku}) as sku,
        sum(${orderLines.quantity}) as quantity, sum(${orderLines.total}) as revenue,
        sum(${orderLines.totalUntaxed}) as revenue_untaxed, count(distinct ${orders.id}) as orders
      from ${orders} join ${orderLines} on ${orderLines.orderId} = ${orders.id}
      where ${soldInCurrency(periodOf(query, ctx), currency)}
      group by ${orderLines.productId}, ${orderLines.odooProductId},
        case when ${orderLines.odooProductId} is null then ${orderLines.name} end
    )
    select sold.product_id, coalesce(p.title, split_part(sold.name, E'\\n', 1)) as title,
      coalesce(p.attributes, '{}'::jsonb) as attributes, coalesce(p.sku, sold.sku) as sku,
      sold.quantity::text, sold.revenue::text, sold.revenue_untaxed::text, sold.orders
    from sold left join ${products} p on p.id = sold.product_id
    order by ${sql`sold.${first}`} desc, ${sql`sold.${second}`} desc, sold.product_id, sold.odoo_product_id
    limit ${query.limit}`);
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
