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

const bucket = z.object({
  period: z.string(),
  revenue: z.string(),
  revenue_untaxed: z.string(),
  orders: z.coerce.number(),
  quantity: z.string(),
});
const totals = bucket.omit({ period: true });
const category = z.object({
  category_id: z.uuid().nullable(),
  name: z.string().nullable(),
  revenue: z.string(),
  revenue_untaxed: z.string(),
  quantity: z.string(),
});

/**
 * Revenue of confirmed and delivered orders over time and by category. Order totals for the revenue, lines of
 * goods for what was sold, each in its own unit; every day, week or month of the period is there, sold or not.
 */
export async function salesOverTime(ctx: Ctx, query: SalesQuery): Promise<SalesView> {
  const period = periodOf(query, ctx);
  const currency = await shopCurrency(ctx);
  const sold = soldInCurrency(period, currency);
  const [data, total, byCategory, others] = await Promise.all([
    buckets(ctx, period, query.interval, sold),
    overall(ctx, sold),
    salesByCategory(ctx, sold),
    ctx.db.$count(orders, and(soldIn(period), ne(orders.currency, currency))),
  ]);
  return {
    from: period.from,
    to: period.to,
    interval: query.interval,
    timezone: period.timezone,
    currency,
    other_currency_orders: others,
    ...total,
    data,
    categories: byCategory,
  };
}

async function buckets(ctx: Ctx, period: Period, interval: SalesQuery['interval'], sold: SQL) {
  const { from, to, timezone } = period;
  const rows = await ctx.db.execute(sql`
    with goods as (
      select ${orders.id} as id, sum(${counted}) as quantity
      from ${orders} join ${orderLines} on ${orderLines.orderId} = ${orders.id}
      where ${sold} and ${isGoods} group by ${orders.id}
    ), sold as (
      select date_trunc(${interval}, ${orders.orderedAt} at time zone ${timezone})::date as period,
        ${orders.total} as total, ${orders.totalUntaxed} as untaxed, goods.quantity
      from ${orders} left join goods on goods.id = ${orders.id} where ${sold}
    ), every as (
      select generate_series(date_trunc(${interval}, ${from}::date::timestamp), ${to}::date::timestamp,
        ('1 ' || ${interval})::interval)::date as period
    )
    select every.period::text as period, coalesce(sum(sold.total), 0)::text as revenue,
      coalesce(sum(sold.untaxed), 0)::text as revenue_untaxed, count(sold.period) as orders,
      coalesce(sum(sold.quantity), 0)::text as quantity
    from every left join sold using (period) group by every.period order by every.period`);
  return z
    .array(bucket)
    .parse([...rows])
    .map((row) => ({ period: row.period, ...shown(row) }));
}

async function overall(ctx: Ctx, sold: SQL) {
  const rows = await ctx.db.execute(sql`
    select coalesce(sum(${orders.total}), 0)::text as revenue,
      coalesce(sum(${orders.totalUntaxed}), 0)::text as revenue_untaxed, count(*) as orders,
      coalesce((select sum(${counted}) from ${orders} join ${orderLines} on ${orderLines.orderId} = ${orders.id}
        where ${sold} and ${isGoods}), 0)::text as quantity
    from ${orders} where ${sold}`);
  const [row] = z.array(totals).parse([...rows]);
  return shown(row ?? { revenue: '0', revenue_untaxed: '0', orders: 0, quantity: '0' });
}

/** All lines, what is no goods too, so that they add up. By the product's category, a variant by its parent's; what is not known here, or in none, stands last as null. */
async function salesByCategory(ctx: Ctx, sold: SQL) {
  const rows = await ctx.db.execute(sql`
    select c.id as category_id, c.name, sum(${orderLines.total})::text as revenue,
      sum(${orderLines.totalUntaxed})::text as revenue_untaxed, coalesce(sum(${counted}) filter (where ${isGoods}), 0)::text as quantity
    from ${orders} join ${orderLines} on ${orderLines.orderId} = ${orders.id}
      left join ${products} p on p.id = ${orderLines.productId}
      left join ${products} parent on parent.id = p.parent_id
      left join ${categories} c on c.id = coalesce(p.category_id, parent.category_id)
    where ${sold}
    group by c.id, c.name order by c.id is null, sum(${orderLines.total}) desc, c.id`);
  return z
    .array(category)
    .parse([...rows])
    .map((row) => ({
      ...row,
      revenue: formatMoney(row.revenue),
      revenue_untaxed: formatMoney(row.revenue_untaxed),
      quantity: formatQuantity(row.quantity),
    }));
}

function shown(row: z.output<typeof totals>) {
  return {
    revenue: formatMoney(row.revenue),
    revenue_untaxed: formatMoney(row.revenue_untaxed),
    orders: row.orders,
    quantity: formatQuantity(row.quantity),
  };
}
