import { and, desc, eq, lt, or, sql } from 'drizzle-orm';
import { z } from 'zod';
import { orderLines, orders } from '@/db/schema/orders';
import { placedIn } from '@/lib/analytics/period';
import type { Ctx } from '@/lib/context';
import { decodeCursor, pageOf } from '@/lib/http/list';
import type { OrderListQuery, OrderSummary } from './schema';
import { summaryOf } from './view';

const position = z.tuple([z.iso.datetime(), z.uuid()]);

/** Imported orders, the newest first; days are the shop's (TIME_ZONE). @throws AppError invalid_cursor */
export async function listOrders(
  ctx: Pick<Ctx, 'db' | 'env'>,
  query: OrderListQuery,
): Promise<{ data: OrderSummary[]; next_cursor: string | null }> {
  const rows = await ctx.db
    .select()
    .from(orders)
    .where(and(whereOrders(query, ctx.env.TIME_ZONE), after(query.cursor)))
    .orderBy(desc(orders.orderedAt), desc(orders.id))
    .limit(query.limit + 1);
  const page = pageOf(rows, query.limit, (row) => [row.orderedAt.toISOString(), row.id]);
  return { ...page, data: page.data.map(summaryOf) };
}

function whereOrders(query: OrderListQuery, timezone: string) {
  const { search, status, product_id, integration_id, from, to } = query;
  return and(
    status ? eq(orders.status, status) : undefined,
    integration_id ? eq(orders.integrationId, integration_id) : undefined,
    placedIn({ ...(from ? { from } : {}), ...(to ? { to } : {}), timezone }),
    product_id
      ? sql`${orders.id} in (select ${orderLines.orderId} from ${orderLines} where ${orderLines.productId} = ${product_id})`
      : undefined,
    search ? matches(search) : undefined,
  );
}

function matches(search: string) {
  const pattern = search.replace(/[\\%_]/g, (character) => `\\${character}`);
  return sql`text_key(${orders.number} || ' ' || ${orders.customerName} || ' ' || coalesce(${orders.customerEmail}, ''))
    like '%' || text_key(${pattern}) || '%'`;
}

function after(cursor: string | undefined) {
  if (cursor === undefined) return undefined;
  const [orderedAt, id] = decodeCursor(cursor, position);
  const at = new Date(orderedAt);
  return or(lt(orders.orderedAt, at), and(eq(orders.orderedAt, at), lt(orders.id, id)));
}
