import { and, eq, sql } from 'drizzle-orm';
import { anyOf } from '@/db/any-of';
import { orderLines, orders } from '@/db/schema/orders';
import { SOLD_UNITS } from '@/lib/odoo/intentions/have-moved';
import { productUnitsSince } from '@/lib/odoo/intentions/read-units';
import type { RunContext } from '../kind';

/**
 * Orders here of products whose own unit is another in Odoo by now (FACTS-2 A): no order moves for it. No call while
 * no product sold changed; none in a full run, which reads every order anyway.
 */
export async function ordersCountedAnew(run: RunContext): Promise<number[]> {
  const since = await run.feed.since('sale.order');
  if (since === null || run.feed.unmoved(SOLD_UNITS)) return [];
  const found = new Set<number>();
  for await (const page of productUnitsSince(run.odoo, since)) {
    for (const [unitId, products] of Map.groupBy(page, (product) => product.unitId)) {
      const rows = await run.ctx.db
        .selectDistinct({ odooId: orders.odooId })
        .from(orderLines)
        .innerJoin(orders, eq(orders.id, orderLines.orderId))
        .where(
          and(
            eq(orders.integrationId, run.integration.id),
            anyOf(
              orderLines.odooProductId,
              products.map((product) => product.productId),
            ),
            sql`${orderLines.odooProductUnitId} is distinct from ${unitId}::int`,
          ),
        );
      for (const row of rows) found.add(row.odooId);
    }
  }
  return [...found];
}
