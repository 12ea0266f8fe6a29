import { and, desc, getTableColumns, type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Db } from '@/db/client';
import { countUpTo } from '@/db/count-up-to';
import { type Keyset, keyset } from '@/db/keyset';
import { products } from '@/db/schema/catalogue';
import type { Ctx } from '@/lib/context';
import { decodeCursor, listQuery, pageOf } from '@/lib/http/list';
import { normaliseLine } from '../text';
import { isBroadSearch, whereProducts } from './filters';
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

const byTitle = keyset(sql`text_key(${products.title})`, 'text', products.id);
/** What has no price stands below what is free. */
const byPrice = keyset(sql`coalesce(${products.price}, -1)`, 'numeric', products.id);

const ORDERS: Record<BrowseQuery['sort'], Keyset> = {
  title: byTitle.up,
  title_desc: byTitle.down,
  price: byPrice.up,
  price_desc: byPrice.down,
  updated: keyset(products.updatedAt, 'timestamptz', products.id).down,
  // Ids are made in the order of time.
  created: {
    position: z.tuple([z.literal(''), z.uuid()]),
    key: sql<string>`''`,
    orderBy: [desc(products.id)],
    after: (_key, id) => sql`${products.id} < ${id}`,
  },
};

/** A page of top-level products for people: searched, filtered, sorted. @throws AppError invalid_cursor */
export async function browseProducts(ctx: Pick<Ctx, 'db'>, query: BrowseQuery): Promise<BrowseAnswer> {
  const rows = await selectBrowsed(ctx.db, query, await isBroadSearch(ctx.db, query.search));
  const page = pageOf(rows, query.limit, (row) => [row.sortKey, row.id]);
  return { data: await viewProducts(ctx.db, page.data), next_cursor: page.next_cursor };
}

/** The query of one page, with one row more that tells whether there is a next one. @throws AppError invalid_cursor */
export function selectBrowsed(db: Db, query: BrowseQuery, broad = false) {
  const order = ORDERS[query.sort];
  const after = query.cursor === undefined ? undefined : decodeCursor(query.cursor, order.position);
  return db
    .select({ ...getTableColumns(products), sortKey: order.key })
    .from(products)
    .where(and(whereBrowsed(query, broad), after ? order.after(...after) : undefined))
    .orderBy(...order.orderBy)
    .limit(query.limit + 1);
}

/** How many top-level products match, at most `COUNT_LIMIT + 1`. */
export function countProducts(ctx: Pick<Ctx, 'db'>, query: BrowseQuery): Promise<number> {
  return countUpTo(ctx.db, sql`${products} where ${whereBrowsed(query)}`);
}

function whereBrowsed(
  { search, category_id, status, stock, sync, issue }: BrowseQuery,
  broad = false,
): SQL | undefined {
  return whereProducts({
    parent_id: 'none',
    search,
    broad,
    category_id,
    stock,
    sync,
    issue,
    deleted: status === 'archived' ? 'only' : 'exclude',
    status: status === 'archived' ? undefined : status,
  });
}
