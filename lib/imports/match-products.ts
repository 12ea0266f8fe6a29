import { and, inArray, isNull, or } from 'drizzle-orm';
import { z } from 'zod';
import { products } from '@/db/schema/catalogue';
import type { ProductRow } from '@/lib/catalogue/products/family';
import type { Ctx } from '@/lib/context';
import type { Line } from './line';

export interface Match {
  readonly product: ProductRow | null;
  /** Why no product could be named, by the column it is about. */
  readonly problem?: { readonly column: 'id' | 'sku' | 'ean'; readonly code: string };
}

/**
 * The product each line means: by our identifier, else by reference, else by barcode, each only where one live product
 * has it. Nothing found is a new product.
 */
export async function matchProducts({ db }: Ctx, lines: readonly Line[]): Promise<Map<Line, Match>> {
  const of = (key: 'id' | 'sku' | 'ean') => [...new Set(lines.flatMap(({ cells }) => cells[key] ?? []))];
  const ids = of('id').filter((id) => z.uuid().safeParse(id).success);
  const [byId, byCode] = await Promise.all([
    ids.length === 0 ? [] : db.select().from(products).where(inArray(products.id, ids)),
    db
      .select()
      .from(products)
      .where(
        and(
          isNull(products.deletedAt),
          or(inArray(products.sku, of('sku')), inArray(products.ean, of('ean'))),
        ),
      ),
  ]);
  const known = new Map(byId.map((row) => [row.id, row]));
  const bySku = Map.groupBy(byCode, (row) => row.sku);
  const byEan = Map.groupBy(byCode, (row) => row.ean);
  return new Map(lines.map((line) => [line, matchOf(line)]));

  function matchOf({ cells }: Line): Match {
    if (cells.id) {
      const product = known.get(cells.id);
      if (!product) return { product: null, problem: { column: 'id', code: 'not_found' } };
      if (product.deletedAt) return { product: null, problem: { column: 'id', code: 'product_deleted' } };
      return { product };
    }
    for (const [column, found] of [
      ['sku', cells.sku ? bySku.get(cells.sku) : undefined],
      ['ean', cells.ean ? byEan.get(cells.ean) : undefined],
    ] as const) {
      if (!found) continue;
      if (found.length > 1) return { product: null, problem: { column, code: 'several_products' } };
      return { product: found[0] ?? null };
    }
    return { product: null };
  }
}
