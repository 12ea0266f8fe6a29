import { asc, isNull, sql } from 'drizzle-orm';
import { z } from 'zod';
import { integrations } from '@/db/schema/integrations';
import { orders } from '@/db/schema/orders';
import type { Ctx } from '@/lib/context';

/** So many of the newest orders tell. */
const NEWEST = 200;

/**
 * The one currency of the catalogue: that of the company in Odoo that was joined first. Before a run has read it: that
 * of most of the newest imported orders; the euro before there is one.
 */
export async function shopCurrency(ctx: Pick<Ctx, 'db'>): Promise<string> {
  const joined = await ctx.db
    .select({ frame: integrations.frame })
    .from(integrations)
    .where(isNull(integrations.setupStep))
    .orderBy(asc(integrations.id));
  return joined.flatMap(({ frame }) => frame.currency ?? [])[0] ?? (await currencyOfOrders(ctx));
}

async function currencyOfOrders(ctx: Pick<Ctx, 'db'>): Promise<string> {
  const rows = await ctx.db.execute(sql`
    select currency from (select ${orders.currency} as currency from ${orders} order by ${orders.orderedAt} desc limit ${NEWEST}) newest
    group by currency order by count(*) desc, currency limit 1`);
  const [row] = z.array(z.object({ currency: z.string() })).parse([...rows]);
  return row?.currency ?? 'EUR';
}
