import { and, asc, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Db } from '@/db/client';
import { products } from '@/db/schema/catalogue';
import type { Ctx } from '@/lib/context';
import { decodeCursor, pageOf } from '@/lib/http/list';
import { whereProducts } from './filters';
import type { ProductListQuery, ProductView } from './schema';
import { viewProducts } from './view';

const position = z.tuple([z.uuid()]);

/**
 * A page of products, oldest first: ids are made in the order of creation, so that rows made
 * while a caller pages come last and none is skipped. @throws AppError invalid_cursor
 */
export async function listProducts(
  ctx: Pick<Ctx, 'db'>,
  query: ProductListQuery,
): Promise<{ data: ProductView[]; next_cursor: string | null }> {
  const rows = await selectListed(ctx.db, query);
  const page = pageOf(rows, query.limit, (row) => [row.id]);
  return { data: await viewProducts(ctx.db, page.data), next_cursor: page.next_cursor };
}

/** The query of one page, with one row more that tells whether there is a next one. @throws AppError invalid_cursor */
export function selectListed(db: Db, { limit, cursor, include_deleted, ...filters }: ProductListQuery) {
  const after = cursor === undefined ? undefined : decodeCursor(cursor, position)[0];
  return db
    .select()
    .from(products)
    .where(
      and(
        whereProducts({ ...filters, deleted: include_deleted ? 'include' : 'exclude' }),
        after ? sql`${products.id} > ${after}` : undefined,
      ),
    )
    .orderBy(asc(products.id))
    .limit(limit + 1);
}
