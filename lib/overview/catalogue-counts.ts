import { and, eq, isNotNull, isNull, lte } from 'drizzle-orm';
import { categories, products, stockLevels } from '@/db/schema/catalogue';
import type { Ctx } from '@/lib/context';

export interface CatalogueCounts {
  products: number;
  variants: number;
  categories: number;
  /** Stock levels at or below their alert threshold. */
  belowThreshold: number;
}

/** The size of the live catalogue. */
export async function countCatalogue({ db }: Pick<Ctx, 'db'>): Promise<CatalogueCounts> {
  const [parents, variants, tree, below] = await Promise.all([
    db.$count(products, and(isNull(products.deletedAt), isNull(products.parentId))),
    db.$count(products, and(isNull(products.deletedAt), isNotNull(products.parentId))),
    db.$count(categories, isNull(categories.deletedAt)),
    db.$count(
      db
        .select({ id: stockLevels.id })
        .from(stockLevels)
        .innerJoin(products, eq(products.id, stockLevels.productId))
        .where(and(isNull(products.deletedAt), lte(stockLevels.quantity, stockLevels.alertThreshold)))
        .as('below'),
    ),
  ]);
  return { products: parents, variants, categories: tree, belowThreshold: below };
}
