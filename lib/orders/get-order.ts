import { asc, eq } from 'drizzle-orm';
import { orderLines, orders } from '@/db/schema/orders';
import type { Ctx } from '@/lib/context';
import { AppError } from '@/lib/errors';
import type { OrderView } from './schema';
import { viewOf } from './view';

/** One order with its lines. @throws AppError not_found */
export async function getOrder(ctx: Pick<Ctx, 'db'>, id: string): Promise<OrderView> {
  const [order] = await ctx.db.select().from(orders).where(eq(orders.id, id));
  if (!order) throw new AppError('not_found');
  const lines = await ctx.db
    .select()
    .from(orderLines)
    .where(eq(orderLines.orderId, id))
    .orderBy(asc(orderLines.position));
  return viewOf(order, lines);
}
