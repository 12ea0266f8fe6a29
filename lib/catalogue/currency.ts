import { desc } from 'drizzle-orm';
import { orders } from '@/db/schema/orders';
import type { Ctx } from '@/lib/context';

/** The one currency of the catalogue: that of the newest imported order, which is Odoo's own; the euro before there is one. */
export async function shopCurrency(ctx: Pick<Ctx, 'db'>): Promise<string> {
  const [newest] = await ctx.db
    .select({ currency: orders.currency })
    .from(orders)
    .orderBy(desc(orders.orderedAt))
    .limit(1);
  return newest?.currency ?? 'EUR';
}
