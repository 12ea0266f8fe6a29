import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { products, stockLevels, warehouses } from '@/db/schema/catalogue';
import { orderLines, orders } from '@/db/schema/orders';
import { formatQuantity } from '@/lib/catalogue/decimals';
import type { Ctx } from '@/lib/context';
import { decodeCursor, pageOf } from '@/lib/http/list';
import { counted, isGoods, notCounted } from './counted';
import { forecast } from './forecast';
import { addDays, dayIn, soldIn } from './period';
import type { ReplenishmentQuery, ReplenishmentRow } from './schema';

const row = z.object({
  product_id: z.uuid(),
  title: z.string(),
  attributes: z.record(z.string(), z.string()),
  sku: z.string().nullable(),
  stock: z.string(),
  alert_threshold: z.string().nullable(),
  unit: z.string().nullable(),
  sold: z.string(),
  lines_not_counted: z.coerce.number(),
  cover: z.coerce.number().nullable(),
});

const position = z.tuple([z.number().nullable(), z.uuid()]);

/**
 * Stored goods with the days their stock will last, the most urgent first; goods that do not sell last. Sales are
 * those of `counted.ts`, in the product's own unit like the stock; stock and
 * thresholds are the sums over the warehouses in use. @throws AppError invalid_cursor
 */
export async function replenishment(
  ctx: Ctx,
  query: ReplenishmentQuery,
): Promise<{ data: ReplenishmentRow[]; next_cursor: string | null }> {
  const rows = z.array(row).parse([...(await ctx.db.execute(select(query, ctx)))]);
  const page = pageOf(rows, query.limit, (one) => [one.cover, one.product_id]);
  return { ...page, data: page.data.map((one) => shown(one, query)) };
}

function shown(one: z.output<typeof row>, query: ReplenishmentQuery): ReplenishmentRow {
  const { daily, daysOfCover, suggested } = forecast({
    stock: one.stock,
    alertThreshold: one.alert_threshold,
    sold: one.sold,
    windowDays: query.window_days,
    leadDays: query.lead_days,
    coverDays: query.cover_days,
  });
  return {
    product_id: one.product_id,
    title: one.title,
    attributes: one.attributes,
    sku: one.sku,
    stock: formatQuantity(one.stock),
    alert_threshold: one.alert_threshold === null ? null : formatQuantity(one.alert_threshold),
    unit: one.unit,
    sold: formatQuantity(one.sold),
    lines_not_counted: one.lines_not_counted,
    daily_sales: daily,
    days_of_cover: daysOfCover,
    suggested_quantity: suggested,
  };
}

/** The window ends yesterday: today is not over yet. */
function select(query: ReplenishmentQuery, { now, env: { TIME_ZONE: timezone } }: Ctx) {
  const { window_days, lead_days, cover_days, search, to_order, limit, cursor } = query;
  const today = dayIn(now(), timezone);
  const window = { from: addDays(today, -window_days), to: addDays(today, -1), timezone };
  const [cover, id] = cursor === undefined ? [undefined, undefined] : decodeCursor(cursor, position);
  const beyond =
    id === undefined
      ? sql`true`
      : sql`(coalesce(cover, 'Infinity'::float8), product_id) > (coalesce(${cover}::float8, 'Infinity'::float8), ${id}::uuid)`;
  const pattern = search?.replace(/[\\%_]/g, (character) => `\\${character}`);
  return sql`
    with sold as (
      select ${orderLines.productId} as product_id, max(${orderLines.productUnit}) as unit,
        sum(${counted}) as quantity, ${notCounted} as lines_not_counted
      from ${orders} join ${orderLines} on ${orderLines.orderId} = ${orders.id}
      where ${soldIn(window)} and ${isGoods} and ${orderLines.productId} is not null
      group by ${orderLines.productId}
    ), held as (
      select ${stockLevels.productId} as product_id, sum(${stockLevels.quantity}) as quantity,
        sum(${stockLevels.alertThreshold}) as threshold
      from ${stockLevels} join ${warehouses} w on w.id = ${stockLevels.warehouseId} and w.archived_at is null
      group by ${stockLevels.productId}
    ), goods as (
      select p.id as product_id, p.title, p.attributes, p.sku, coalesce(held.quantity, 0) as stock,
        held.threshold as alert_threshold, sold.unit, coalesce(sold.lines_not_counted, 0) as lines_not_counted,
        greatest(coalesce(sold.quantity, 0), 0) as sold,
        greatest(coalesce(held.quantity, 0), 0)::float8 * ${window_days} / nullif(greatest(coalesce(sold.quantity, 0), 0), 0)::float8 as cover
      from ${products} p left join sold on sold.product_id = p.id left join held on held.product_id = p.id
      where p.deleted_at is null and p.stockable = 'stored'
        and not exists (select 1 from ${products} v where v.parent_id = p.id and v.deleted_at is null)
        ${pattern ? sql`and p.search_text like '%' || text_key(${pattern}) || '%'` : sql``}
    )
    select product_id, title, attributes, sku, stock::text, alert_threshold::text, unit, sold::text, lines_not_counted,
      cover from goods
    where ${beyond}
      ${to_order ? sql`and greatest(sold * ${lead_days + cover_days} / ${window_days}, coalesce(alert_threshold, 0)) - stock > 0.0000005` : sql``}
    order by coalesce(cover, 'Infinity'::float8), product_id limit ${limit + 1}`;
}
