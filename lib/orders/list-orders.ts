import { and, eq, getTableColumns, sql } from 'drizzle-orm';
import { countUpTo } from '@/db/count-up-to';
import { type Keyset, keyset } from '@/db/keyset';
import { orderLines, orders } from '@/db/schema/orders';
import { placedIn } from '@/lib/analytics/period';
import type { Ctx } from '@/lib/context';
import { decodeCursor, pageOf } from '@/lib/http/list';
import type { OrderListQuery, OrderSummary } from './schema';
import { summaryOf } from './view';

const byDay = keyset(orders.orderedAt, 'timestamptz', orders.id);
const byNumber = keyset(sql`text_key(${orders.number})`, 'text', orders.id);
const byCustomer = keyset(sql`text_key(${orders.customerName})`, 'text', orders.id);
const byTotal = keyset(orders.total, 'numeric', orders.id);
/** What is expected on no known day comes last, whichever way. */
const expected = (unknown: string) =>
  keyset(sql`coalesce(${orders.expectedAt}, ${unknown}::timestamptz)`, 'timestamptz', orders.id);

const ORDERS: Record<OrderListQuery['sort'], Keyset> = {
  ordered: byDay.up,
  ordered_desc: byDay.down,
  expected: expected('9999-01-01T00:00:00Z').up,
  expected_desc: expected('0001-01-01T00:00:00Z').down,
  number: byNumber.up,
  number_desc: byNumber.down,
  customer: byCustomer.up,
  customer_desc: byCustomer.down,
  total: byTotal.up,
  total_desc: byTotal.down,
};

/** Imported orders, the newest first unless asked otherwise; days are the shop's (TIME_ZONE). @throws AppError invalid_cursor */
export async function listOrders(
  ctx: Pick<Ctx, 'db' | 'env'>,
  query: OrderListQuery,
): Promise<{ data: OrderSummary[]; next_cursor: string | null }> {
  const order = ORDERS[query.sort];
  const after = query.cursor === undefined ? undefined : decodeCursor(query.cursor, order.position);
  const rows = await ctx.db
    .select({ ...getTableColumns(orders), sortKey: order.key })
    .from(orders)
    .where(and(whereOrders(query, ctx.env.TIME_ZONE), after ? order.after(...after) : undefined))
    .orderBy(...order.orderBy)
    .limit(query.limit + 1);
  const page = pageOf(rows, query.limit, (row) => [row.sortKey, row.id]);
  return { ...page, data: page.data.map(summaryOf) };
}

/** How many orders the list shows in all, at most `COUNT_LIMIT + 1`. */
export function countOrders(ctx: Pick<Ctx, 'db' | 'env'>, query: OrderListQuery): Promise<number> {
  const where = whereOrders(query, ctx.env.TIME_ZONE) ?? sql`true`;
  return countUpTo(ctx.db, sql`${orders} where ${where}`);
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
  return sql`${orders}.search_text like '%' || text_key(${pattern}) || '%'`;
}
