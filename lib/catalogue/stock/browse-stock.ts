import { inArray, type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import { products, stockLevels, warehouses } from '@/db/schema/catalogue';
import type { Ctx } from '@/lib/context';
import { decodeCursor, listQuery, pageOf } from '@/lib/http/list';
import { formatQuantity } from '../decimals';

export const stockBrowseQuery = listQuery.extend({
  search: z.string().trim().max(200).optional(),
  warehouse_id: z.uuid().optional(),
  /** At or under an alert threshold. */
  low: z.stringbool().default(false),
});
export type StockBrowseQuery = z.output<typeof stockBrowseQuery>;

const row = z.object({
  id: z.uuid(),
  title: z.string(),
  attributes: z.record(z.string(), z.string()),
  sku: z.string().nullable(),
  tracking: z.enum(['none', 'lot', 'serial']),
  key: z.string(),
  levels: z.array(
    z.object({
      warehouse_id: z.uuid(),
      quantity: z.string(),
      alert_threshold: z.string().nullable(),
    }),
  ),
});

export interface StockRow {
  id: string;
  title: string;
  attributes: Record<string, string>;
  sku: string | null;
  tracking: 'none' | 'lot' | 'serial';
  levels: { warehouse_id: string; quantity: string; alert_threshold: string | null }[];
}

const position = z.tuple([z.string(), z.uuid()]);

/**
 * Goods that have stock, by title, with their levels in the warehouses in use; of `ids`, only those.
 * @throws AppError invalid_cursor
 */
export async function browseStock(
  ctx: Pick<Ctx, 'db'>,
  query: StockBrowseQuery & { readonly ids?: readonly string[] },
): Promise<{ data: StockRow[]; next_cursor: string | null }> {
  const rows = z.array(row).parse([...(await ctx.db.execute(select(query)))]);
  const page = pageOf(rows, query.limit, (one) => [one.key, one.id]);
  return { ...page, data: page.data.map(shown) };
}

function shown({ key: _, levels, ...rest }: z.output<typeof row>): StockRow {
  return {
    ...rest,
    levels: levels.map((one) => ({
      ...one,
      quantity: formatQuantity(one.quantity),
      alert_threshold: one.alert_threshold === null ? null : formatQuantity(one.alert_threshold),
    })),
  };
}

function select({
  search,
  warehouse_id,
  low,
  limit,
  cursor,
  ids,
}: StockBrowseQuery & { readonly ids?: readonly string[] }): SQL {
  const here = warehouse_id ? sql`and s.warehouse_id = ${warehouse_id}` : sql``;
  const words = (search ?? '').split(/\s+/).filter(Boolean);
  const found = words.map(
    (word) =>
      sql`and search_key(p.title, p.sku, p.ean) like '%' || text_key(${word.replace(/[\\%_]/g, (c) => `\\${c}`)}) || '%'`,
  );
  const [key, id] = cursor === undefined ? [undefined, undefined] : decodeCursor(cursor, position);
  return sql`
    select p.id, p.title, p.attributes, p.sku, p.tracking, text_key(p.title) as key,
      coalesce((select jsonb_agg(jsonb_build_object('warehouse_id', s.warehouse_id, 'quantity', s.quantity::text,
          'alert_threshold', s.alert_threshold::text))
        from ${stockLevels} s join ${warehouses} w on w.id = s.warehouse_id and w.archived_at is null
        where s.product_id = p.id), '[]'::jsonb) as levels
    from ${products} p
    where p.deleted_at is null and p.stockable = 'stored'
      and not exists (select 1 from ${products} v where v.parent_id = p.id and v.deleted_at is null)
      ${ids ? sql`and ${inArray(sql`p.id`, [...ids])}` : sql``}
      ${sql.join(found, sql` `)}
      ${
        low || warehouse_id
          ? sql`and exists (select 1 from ${stockLevels} s join ${warehouses} w on w.id = s.warehouse_id and w.archived_at is null
              where s.product_id = p.id ${here} ${low ? sql`and s.quantity <= s.alert_threshold` : sql``})`
          : sql``
      }
      ${id === undefined ? sql`` : sql`and (text_key(p.title), p.id) > (${key}, ${id}::uuid)`}
    order by text_key(p.title), p.id limit ${limit + 1}`;
}

/** How many goods are at or under an alert threshold somewhere. */
export async function countLow(ctx: Pick<Ctx, 'db'>): Promise<number> {
  const rows = await ctx.db.execute(sql`
    select count(distinct p.id) as count from ${products} p
      join ${stockLevels} s on s.product_id = p.id and s.quantity <= s.alert_threshold
      join ${warehouses} w on w.id = s.warehouse_id and w.archived_at is null
    where p.deleted_at is null and p.stockable = 'stored'
      and not exists (select 1 from ${products} v where v.parent_id = p.id and v.deleted_at is null)`);
  return z.array(z.object({ count: z.coerce.number() })).parse([...rows])[0]?.count ?? 0;
}
