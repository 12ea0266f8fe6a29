import Decimal from 'decimal.js';
import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { orders } from '@/db/schema/orders';
import { addDays, dayIn, soldInCurrency } from '@/lib/analytics/period';
import { shopCurrency } from '@/lib/catalogue/currency';
import { formatMoney } from '@/lib/catalogue/decimals';
import type { Ctx } from '@/lib/context';

const row = z.object({
  revenue: z.string(),
  orders: z.coerce.number(),
  revenue_before: z.string(),
  orders_before: z.coerce.number(),
});

/** Figures of a period beside those of the period of the same length before it. */
export interface SalesTrend {
  readonly from: string;
  readonly to: string;
  readonly currency: string;
  readonly revenue: Compared;
  readonly orders: Compared;
  /** Of an order, tax-included. */
  readonly average: Compared;
}

export interface Compared {
  /** Null: there is none, as nothing was sold. */
  readonly now: string | null;
  readonly before: string | null;
  /** By how many per cent it rose (fell: negative); null where the period before had nothing. */
  readonly change: number | null;
}

/** Revenue and orders of the last so many whole days (today not among them) against those before, in one look at the orders. */
export async function salesTrend(ctx: Ctx, days: number): Promise<SalesTrend> {
  const timezone = ctx.env.TIME_ZONE;
  const to = addDays(dayIn(ctx.now(), timezone), -1);
  const from = addDays(to, 1 - days);
  const currency = await shopCurrency(ctx);
  const isNow = sql`${orders.orderedAt} >= (${from}::date::timestamp at time zone ${timezone})`;
  const both = soldInCurrency({ from: addDays(from, -days), to, timezone }, currency);
  const [found] = z.array(row).parse([
    ...(await ctx.db.execute(sql`
      select coalesce(sum(${orders.total}) filter (where ${isNow}), 0)::text as revenue,
        count(*) filter (where ${isNow}) as orders,
        coalesce(sum(${orders.total}) filter (where not ${isNow}), 0)::text as revenue_before,
        count(*) filter (where not ${isNow}) as orders_before
      from ${orders} where ${both}`)),
  ]);
  const sum = found ?? { revenue: '0', orders: 0, revenue_before: '0', orders_before: 0 };
  const average = (revenue: string, count: number) =>
    count === 0 ? null : new Decimal(revenue).div(count).toFixed(2);
  return {
    ...{ from, to, currency },
    revenue: compared(formatMoney(sum.revenue), formatMoney(sum.revenue_before)),
    orders: compared(String(sum.orders), String(sum.orders_before)),
    average: compared(average(sum.revenue, sum.orders), average(sum.revenue_before, sum.orders_before)),
  };
}

function compared(now: string | null, before: string | null): Compared {
  const comparable = now !== null && before !== null && Number(before) > 0;
  const change = comparable
    ? new Decimal(now).div(before).minus(1).times(100).toDecimalPlaces(1).toNumber()
    : null;
  return { now, before, change };
}
