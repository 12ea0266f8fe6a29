import { and, asc, desc, getTableColumns, type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Db } from '@/db/client';
import { products } from '@/db/schema/catalogue';
import type { Ctx } from '@/lib/context';
import { decodeCursor, listQuery, pageOf } from '@/lib/http/list';
import { normaliseLine } from '../text';
import { whereProducts } from './filters';
import { PRODUCT_ISSUES, PRODUCT_SORTS, STATUS_FILTERS, STOCK_FILTERS, SYNC_FILTERS } from './list-choices';
import type { ProductView } from './schema';
import { viewProducts } from './view';

/** What the list of the products page may be asked. */
export const browseQuery = listQuery.extend({
  search: z.string().max(200).transform(normaliseLine).optional(),
  category_id: z.uuid().optional(),
  status: z.enum(STATUS_FILTERS).optional(),
  stock: z.enum(STOCK_FILTERS).optional(),
  sync: z.enum(SYNC_FILTERS).optional(),
  /** What is missing or wrong, of the product or one of its variants. */
  issue: z.enum(PRODUCT_ISSUES).optional(),
  sort: z.enum(PRODUCT_SORTS).default('title'),
});
export type BrowseQuery = z.output<typeof browseQuery>;

/** The query of a page's address; what makes no sense in it counts as not asked. */
export function readBrowseQuery(params: Record<string, string | string[] | undefined>): BrowseQuery {
  const { shape } = browseQuery;
  const asked = Object.entries(params).filter(
    ([name, value]) => value !== '' && isFilter(name) && shape[name].safeParse(value).success,
  );
  return browseQuery.parse(Object.fromEntries(asked));

  function isFilter(name: string): name is keyof typeof shape {
    return name in shape;
  }
}

export interface BrowseAnswer {
  readonly data: ProductView[];
  readonly next_cursor: string | null;
}

const position = z.tuple([z.string(), z.uuid()]);

/** Microseconds are kept, which a Date would lose. */
const updatedText = sql<string>`to_char(${products.updatedAt} at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;
const titleKey = sql<string>`text_key(${products.title})`;
/** What has no price stands below what is free. */
const priceKey = sql`coalesce(${products.price}, -1)`;
const priceText = sql<string>`coalesce(${products.price}, -1)::text`;

const ORDERS: Record<
  BrowseQuery['sort'],
  { key: SQL<string>; orderBy: SQL[]; after: (key: string, id: string) => SQL }
> = {
  title: {
    key: titleKey,
    orderBy: [asc(titleKey), asc(products.id)],
    after: (key, id) => sql`(${titleKey}, ${products.id}) > (${key}, ${id})`,
  },
  title_desc: {
    key: titleKey,
    orderBy: [desc(titleKey), desc(products.id)],
    after: (key, id) => sql`(${titleKey}, ${products.id}) < (${key}, ${id})`,
  },
  price: {
    key: priceText,
    orderBy: [asc(priceKey), asc(products.id)],
    after: (key, id) => sql`(${priceKey}, ${products.id}) > (${key}::numeric, ${id})`,
  },
  price_desc: {
    key: priceText,
    orderBy: [desc(priceKey), desc(products.id)],
    after: (key, id) => sql`(${priceKey}, ${products.id}) < (${key}::numeric, ${id})`,
  },
  updated: {
    key: updatedText,
    orderBy: [desc(products.updatedAt), desc(products.id)],
    after: (key, id) => sql`(${products.updatedAt}, ${products.id}) < (${key}::timestamptz, ${id})`,
  },
  created: {
    key: sql<string>`''`,
    orderBy: [desc(products.id)],
    after: (_key, id) => sql`${products.id} < ${id}`,
  },
};

/** A page of top-level products for people: searched, filtered, sorted. @throws AppError invalid_cursor */
export async function browseProducts(ctx: Pick<Ctx, 'db'>, query: BrowseQuery): Promise<BrowseAnswer> {
  const rows = await selectBrowsed(ctx.db, query);
  const page = pageOf(rows, query.limit, (row) => [row.sortKey, row.id]);
  return { data: await viewProducts(ctx.db, page.data), next_cursor: page.next_cursor };
}

/** The query of one page, with one row more that tells whether there is a next one. @throws AppError invalid_cursor */
export function selectBrowsed(db: Db, query: BrowseQuery) {
  const order = ORDERS[query.sort];
  const after = query.cursor === undefined ? undefined : decodeCursor(query.cursor, position);
  return db
    .select({ ...getTableColumns(products), sortKey: order.key })
    .from(products)
    .where(and(whereBrowsed(query), after ? order.after(...after) : undefined))
    .orderBy(...order.orderBy)
    .limit(query.limit + 1);
}

/** Counting stops here, so that it stays cheap whatever the size of the catalogue. */
export const COUNT_LIMIT = 100_000;

/** How many top-level products match, at most `COUNT_LIMIT + 1`. */
export async function countProducts(ctx: Pick<Ctx, 'db'>, query: BrowseQuery): Promise<number> {
  const matching = ctx.db
    .select({ one: sql`1` })
    .from(products)
    .where(whereBrowsed(query))
    .limit(COUNT_LIMIT + 1)
    .as('matching');
  const [row] = await ctx.db.select({ count: sql<number>`count(*)::int` }).from(matching);
  return row?.count ?? 0;
}

function whereBrowsed({ search, category_id, status, stock, sync, issue }: BrowseQuery): SQL | undefined {
  return whereProducts({
    parent_id: 'none',
    search,
    category_id,
    stock,
    sync,
    issue,
    deleted: status === 'archived' ? 'only' : 'exclude',
    status: status === 'archived' ? undefined : status,
  });
}
