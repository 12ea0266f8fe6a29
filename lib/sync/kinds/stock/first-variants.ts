import { and, asc, eq, isNotNull, isNull, notExists, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { anyOf } from '@/db/any-of';
import type { Db } from '@/db/client';
import { products } from '@/db/schema/catalogue';

/*
 * A product that gets its first variant here has its goods on that one at once, but the tie and the count that both sides
 * last agreed on follow in the next batch of products. Until then the product itself seems to have been emptied.
 */

/** That a product has nothing of its own to count is no count of zero: it takes no part until its variant has the tie. */
export function hasNoVariants(db: Db) {
  const variants = alias(products, 'variants');
  return notExists(
    db
      .select({ one: sql`1` })
      .from(variants)
      .where(and(eq(variants.parentId, products.id), isNull(variants.deletedAt))),
  );
}

/** Who has the goods of those of these products that got variants while they were compared, by product. */
export async function heirsOf(tx: Db, productIds: readonly string[]): Promise<Map<string, string>> {
  if (productIds.length === 0) return new Map();
  const rows = await tx
    .selectDistinctOn([products.parentId], { parentId: products.parentId, id: products.id })
    .from(products)
    .where(
      and(anyOf(products.parentId, productIds), isNotNull(products.parentId), isNull(products.deletedAt)),
    )
    .orderBy(products.parentId, asc(products.position), asc(products.id));
  return new Map(rows.flatMap(({ parentId, id }) => (parentId === null ? [] : [[parentId, id]])));
}
