import { sql } from 'drizzle-orm';
import { orderLines } from '@/db/schema/orders';

/** Lines that are ranked and forecast. The others count in an order's revenue only. */
export const isGoods = sql`${orderLines.kind} = 'goods'`;

/**
 * What a line of goods sold, in the product's own unit; null where its unit cannot be converted. What was ordered
 * counts, less what came back or was given up: neither is a sale, nor to be replaced.
 */
export const counted = sql`case when ${orderLines.withdrawn} = 0 and ${orderLines.unitRatio} = 1 then ${orderLines.quantity}
  else round((${orderLines.quantity} - ${orderLines.withdrawn}) * ${orderLines.unitRatio}, 6) end`;

/** The share of a line's amounts that goes with it. */
export const kept = sql`(case when ${orderLines.withdrawn} = 0 or ${orderLines.quantity} = 0 then 1
  else least(greatest(1 - ${orderLines.withdrawn} / ${orderLines.quantity}, 0), 1) end)`;

/** Lines that no count holds, as their unit and the product's measure different things. */
export const notCounted = sql`count(*) filter (where ${orderLines.unitRatio} is null)`;
