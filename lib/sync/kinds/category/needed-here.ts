import { and, eq, isNull, ne, or, sql } from 'drizzle-orm';
import { anyOf } from '@/db/any-of';
import type { Db } from '@/db/client';
import { products } from '@/db/schema/catalogue';
import { links } from '@/db/schema/links';
import type { RunContext } from '../kind';
import type { CategoryTrees, Link } from './tree';

/**
 * Of the categories that Odoo has deleted, those that something alive here was put under since and that Odoo could not
 * know of: a category or a product that is new or was moved there. The change wins over the deletion, as it does the
 * other way round.
 */
export async function neededHere(
  db: Db,
  run: RunContext,
  trees: CategoryTrees,
  gone: readonly Link[],
): Promise<Link[]> {
  if (gone.length === 0) return [];
  const goneHere = new Map(gone.map((link) => [link.localId, link]));
  const needed: Link[] = [];
  const walked = new Set<string>();
  const need = (id: string | null) => {
    for (let at = id; at !== null && !walked.has(at); at = trees.here.get(at)?.parentId ?? null) {
      walked.add(at);
      const link = goneHere.get(at);
      if (link) needed.push(link);
    }
  };
  for (const { id, parentId, deletedAt } of trees.here.values()) {
    if (deletedAt || goneHere.has(id)) continue;
    if (parentId !== trees.linkOfHere.get(id)?.base?.parent) need(parentId);
  }
  for (const id of await productsPutUnder(db, run, [...goneHere.keys()])) need(id);
  return needed;
}

/** Those of the categories that a product alive here is in and was not in when both sides last agreed. */
async function productsPutUnder(db: Db, run: RunContext, ids: readonly string[]): Promise<(string | null)[]> {
  const tie = and(
    eq(links.localId, products.id),
    eq(links.kind, 'product'),
    eq(links.integrationId, run.integration.id),
  );
  const agreed = sql`${links.base} ->> 'category'`;
  const rows = await db
    .selectDistinct({ id: products.categoryId })
    .from(products)
    .leftJoin(links, tie)
    .where(
      and(
        anyOf(products.categoryId, ids),
        isNull(products.deletedAt),
        isNull(products.parentId),
        or(isNull(links.id), isNull(agreed), ne(agreed, sql`${products.categoryId}::text`)),
      ),
    );
  return rows.map(({ id }) => id);
}
