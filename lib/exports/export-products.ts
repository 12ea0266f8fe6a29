import { and, asc, inArray, isNull } from 'drizzle-orm';
import { products } from '@/db/schema/catalogue';
import { categoryPaths } from '@/lib/catalogue/categories/queries';
import { type BrowseQuery, browseProducts } from '@/lib/catalogue/products/browse-products';
import type { ProductView } from '@/lib/catalogue/products/schema';
import { viewProducts } from '@/lib/catalogue/products/view';
import type { Ctx } from '@/lib/context';
import type { Locale } from '@/lib/i18n/locale';
import { translate } from '@/lib/i18n/translate';
import { everyPage } from '@/lib/spreadsheet/answer-sheet';
import type { Sheet } from '@/lib/spreadsheet/sheet';
import { attributesText, columnsIn } from './columns';

export const PRODUCT_COLUMNS = [
  'id',
  'parent_id',
  'title',
  'attributes',
  'sku',
  'ean',
  'price',
  'cost_price',
  'category',
  'status',
  'weight',
  'length',
  'width',
  'height',
  'volume',
  'stock_quantity',
  'description',
] as const;

const BATCH = 500;

/** The products of a list as it is filtered, each followed by its variants. */
export function exportProducts(
  ctx: Ctx,
  query: Omit<BrowseQuery, 'limit' | 'cursor'>,
  locale: Locale,
): Sheet<(typeof PRODUCT_COLUMNS)[number]> {
  return {
    name: translate(locale, 'spreadsheet.file.products'),
    columns: columnsIn(locale, PRODUCT_COLUMNS),
    locale,
    batches: batches(),
  };

  async function* batches() {
    const tree = await categoryPaths(ctx, locale);
    const paths = new Map(tree.map(({ id, path }) => [id, path.join(' / ')]));
    for await (const heads of everyPage((cursor) =>
      browseProducts(ctx, { ...query, limit: BATCH, cursor }),
    )) {
      const variants = await variantsOf(ctx, heads);
      const rows = heads.flatMap((head) => [head, ...(variants.get(head.id) ?? [])]);
      yield rows.map((row) => ({
        ...row,
        attributes: attributesText(row.attributes),
        category: (row.category_id && paths.get(row.category_id)) ?? null,
      }));
    }
  }
}

async function variantsOf({ db }: Ctx, heads: readonly ProductView[]): Promise<Map<string, ProductView[]>> {
  const parents = heads.filter(({ variant_ids }) => variant_ids.length > 0).map(({ id }) => id);
  if (parents.length === 0) return new Map();
  const rows = await db
    .select()
    .from(products)
    .where(and(inArray(products.parentId, parents), isNull(products.deletedAt)))
    .orderBy(asc(products.parentId), asc(products.position), asc(products.id));
  return Map.groupBy(await viewProducts(db, rows), ({ parent_id }) => parent_id ?? '');
}
