import { inArray, type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import { countUpTo } from '@/db/count-up-to';
import { type Keyset, keyset } from '@/db/keyset';
import { products, stockLevels, warehouses } from '@/db/schema/catalogue';
import type { Ctx } from '@/lib/context';
import { decodeCursor, listQuery, pageOf } from '@/lib/http/list';
import { formatQuantity } from '../decimals';

export const STOCK_SORTS = ['title', 'title_desc', 'quantity', 'quantity_desc'] as const;

export const stockBrowseQuery = listQuery.extend({
  search: z.string().trim().max(200).optional(),
  warehouse_id: z.uuid().optional(),
  /** At or under an alert threshold. */
  low: z.stringbool().default(false),
  /** The quantity is that of the warehouse that is asked for, or of all in use together. */
  sort: z.enum(STOCK_SORTS).default('title'),
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

type Asked = StockBrowseQuery & { readonly ids?: readonly string[] };

const byTitle = keyset(sql`text_key(p.title)`, 'text', sql`p.id`);
const byQuantity = keyset(sql`coalesce(held.quantity, 0)`, 'numeric', sql`p.id`);

const ORDERS: Record<StockBrowseQuery['sort'], Keyset> = {
  title: byTitle.up,
  title_desc: byTitle.down,
  quantity: byQuantity.up,
  quantity_desc: byQuantity.down,
};

/** The live levels of the warehouses in use. */
const LEVELS = sql`${stockLevels} s join ${warehouses} w on w.id = s.warehouse_id and w.archived_at is null`;

/**
 * Goods that have stock, by title unless asked otherwise, with their levels in the warehouses in use; of `ids`, only those.
 * @throws AppError invalid_cursor
 */
export async function browseStock(
  ctx: Pick<Ctx, 'db'>,
  query: Asked,
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

/** How many goods the list shows in all, at most `COUNT_LIMIT + 1`. */
export function countStock(ctx: Pick<Ctx, 'db'>, query: Asked): Promise<number> {
  return countUpTo(ctx.db, sql`${products} p where ${whereGoods(query)}`);
}

function select(query: Asked): SQL {
  const order = ORDERS[query.sort];
  const after = query.cursor === undefined ? undefined : decodeCursor(query.cursor, order.position);
  return sql`
    select p.id, p.title, p.attributes, p.sku, p.tracking, ${order.key} as key,
      coalesce((select jsonb_agg(jsonb_build_object('warehouse_id', s.warehouse_id, 'quantity', s.quantity::text,
          'alert_threshold', s.alert_threshold::text))
        from ${LEVELS} where s.product_id = p.id), '[]'::jsonb) as levels
    from ${products} p ${query.sort.startsWith('quantity') ? held(query.warehouse_id) : sql``}
    where ${whereGoods(query)} ${after ? sql`and ${order.after(...after)}` : sql``}
    order by ${sql.join(order.orderBy, sql`, `)} limit ${query.limit + 1}`;
}

/** What each product counts in one warehouse, or in all in use. */
function held(warehouseId: string | undefined): SQL {
  return sql`left join (select s.product_id, sum(s.quantity) as quantity from ${LEVELS}
    ${warehouseId ? sql`where s.warehouse_id = ${warehouseId}` : sql``} group by s.product_id) held
    on held.product_id = p.id`;
}

function whereGoods({ search, warehouse_id, low, ids }: Asked): SQL {
  const here = warehouse_id ? sql`and s.warehouse_id = ${warehouse_id}` : sql``;
  const words = (search ?? '').split(/\s+/).filter(Boolean);
  const found = words.map(
    (word) => sql`and p.search_text like '%' || text_key(${word.replace(/[\\%_]/g, (c) => `\\${c}`)}) || '%'`,
  );
  return sql`p.deleted_at is null and p.stockable = 'stored'
      and not exists (select 1 from ${products} v where v.parent_id = p.id and v.deleted_at is null)
      ${ids ? sql`and ${inArray(sql`p.id`, [...ids])}` : sql``}
      ${sql.join(found, sql` `)}
      ${
        low || warehouse_id
          ? sql`and exists (select 1 from ${LEVELS}
              where s.product_id = p.id ${here} ${low ? sql`and s.quantity <= s.alert_threshold` : sql``})`
          : sql``
      }`;
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
