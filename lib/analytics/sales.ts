import Decimal from 'decimal.js';
import { and, ne, type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import { categories, products } from '@/db/schema/catalogue';
import { orderLines, orders } from '@/db/schema/orders';
import { shopCurrency } from '@/lib/catalogue/currency';
import { formatMoney, formatQuantity } from '@/lib/catalogue/decimals';
import type { Ctx } from '@/lib/context';
import { counted, isGoods } from './counted';
import { type Period, periodOf, soldIn, soldInCurrency } from './period';
import type { SalesQuery, SalesView } from './schema';

const totals = z.object({
  revenue: z.string(),
  revenue_untaxed: z.string(),
  orders: z.coerce.number(),
  quantity: z.string(),
});
const bucket = totals.extend({ period: z.string() });
const category = totals.omit({ orders: true }).extend({
  category_id: z.uuid().nullable(),
  name: z.string().nullable(),
});
const found = z.object({ buckets: z.array(bucket), categories: z.array(category) });

/**
 * Revenue of confirmed and delivered orders over time and by category. Order totals for the revenue, lines of
 * goods for what was sold, each in its own unit; every day, week or month of the period is there, sold or not.
 */
export async function salesOverTime(ctx: Ctx, query: SalesQuery): Promise<SalesView> {
  const period = periodOf(query, ctx);
  const currency = await shopCurrency(ctx);
  const sold = soldInCurrency(period, currency);
  const [{ buckets, categories: byCategory }, others] = await Promise.all([
    read(ctx, period, query.interval, sold),
    ctx.db.$count(orders, and(soldIn(period), ne(orders.currency, currency))),
  ]);
  return {
    from: period.from,
    to: period.to,
    interval: query.interval,
    timezone: period.timezone,
    currency,
    other_currency_orders: others,
    ...shown(overall(buckets)),
    data: buckets.map((one) => ({ period: one.period, ...shown(one) })),
    categories: byCategory.map((one) => ({
      ...one,
      revenue: formatMoney(one.revenue),
      revenue_untaxed: formatMoney(one.revenue_untaxed),
      quantity: formatQuantity(one.quantity),
    })),
  };
}

/**
 * One look at the orders, one at their lines: the lines are most of what there is to read. Categories count all lines, what
 * is no goods too, so that they add up: by the product's category, a variant by its parent's; what is not known here, or
 * in none, stands last as null.
 */
async function read(
  { db }: Ctx,
  { from, to, timezone }: Period,
  interval: SalesQuery['interval'],
  sold: SQL,
) {
  const day = sql`date_trunc(${interval}, ${orders.orderedAt} at time zone ${timezone})::date`;
  const rows = await db.execute(sql`
    with lines as (
      select grouping(period) = 0 as of_period, period, category_id, sum(total) as revenue, sum(untaxed) as untaxed,
        coalesce(sum(quantity), 0) as quantity
      from (
        select ${day} as period, coalesce(p.category_id, parent.category_id) as category_id, ${orderLines.total} as total,
          ${orderLines.totalUntaxed} as untaxed, case when ${isGoods} then ${counted} end as quantity
        from ${orders} join ${orderLines} on ${orderLines.orderId} = ${orders.id}
          left join ${products} p on p.id = ${orderLines.productId}
          left join ${products} parent on parent.id = p.parent_id
        where ${sold}
      ) line group by grouping sets ((period), (category_id))
    ), placed as (
      select ${day} as period, sum(${orders.total}) as revenue, sum(${orders.totalUntaxed}) as untaxed, count(*) as orders
      from ${orders} where ${sold} group by 1
    ), every as (
      select generate_series(date_trunc(${interval}, ${from}::date::timestamp), ${to}::date::timestamp,
        ('1 ' || ${interval})::interval)::date as period
    ), buckets as (
      select period::text as period, coalesce(placed.revenue, 0)::text as revenue,
        coalesce(placed.untaxed, 0)::text as revenue_untaxed, coalesce(placed.orders, 0) as orders,
        coalesce(lines.quantity, 0)::text as quantity
      from every left join placed using (period) left join lines using (period)
    ), shelves as (
      select lines.category_id, c.name, lines.revenue::text as revenue, lines.untaxed::text as revenue_untaxed,
        lines.quantity::text as quantity
      from lines left join ${categories} c on c.id = lines.category_id where not lines.of_period
    )
    select (select coalesce(json_agg(buckets order by period::date), '[]') from buckets) as buckets,
      (select coalesce(json_agg(shelves order by category_id is null, revenue::numeric desc, category_id), '[]') from shelves) as categories`);
  return found.parse(rows[0]);
}

/** Each order lies in one bucket, and the buckets are the whole period. */
function overall(buckets: readonly z.output<typeof bucket>[]): z.output<typeof totals> {
  const sum = (field: 'revenue' | 'revenue_untaxed' | 'quantity') =>
    buckets.reduce((total, one) => total.plus(one[field]), new Decimal(0)).toFixed();
  return {
    revenue: sum('revenue'),
    revenue_untaxed: sum('revenue_untaxed'),
    quantity: sum('quantity'),
    orders: buckets.reduce((total, one) => total + one.orders, 0),
  };
}

function shown(row: z.output<typeof totals>) {
  return {
    revenue: formatMoney(row.revenue),
    revenue_untaxed: formatMoney(row.revenue_untaxed),
    orders: row.orders,
    quantity: formatQuantity(row.quantity),
  };
}
