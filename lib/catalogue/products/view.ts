import { and, asc, isNull } from 'drizzle-orm';
import { anyOf } from '@/db/any-of';
import type { Db } from '@/db/client';
import { productImages, products, stockLevels } from '@/db/schema/catalogue';
import { formatMoney, formatQuantity, sumQuantities } from '../decimals';
import type { ProductRow } from './family';
import type { ImageView, ProductView } from './schema';
import { syncOf } from './sync-state';

/** Products in the shape of the API, in the order given. A constant number of queries however many they are. */
export async function viewProducts(db: Db, rows: readonly ProductRow[]): Promise<ProductView[]> {
  if (rows.length === 0) return [];
  const ids = rows.map((row) => row.id);
  const variants = await db
    .select({ id: products.id, parentId: products.parentId })
    .from(products)
    .where(and(anyOf(products.parentId, ids), isNull(products.deletedAt)))
    .orderBy(asc(products.position), asc(products.id));
  const withStock = [...ids, ...variants.map((variant) => variant.id)];
  const images = await imagesOf(db, ids);
  const levels = await db.select().from(stockLevels).where(anyOf(stockLevels.productId, withStock));
  const sync = await syncOf(db, rows);
  const variantIdsOf = groupBy(variants, (variant) => variant.parentId ?? '');
  const imagesById = groupBy(images, (image) => image.productId);
  const levelsById = groupBy(levels, (level) => level.productId);
  return rows.map((row) => {
    const variantIds = (variantIdsOf.get(row.id) ?? []).map((variant) => variant.id);
    const own = levelsById.get(row.id) ?? [];
    const counted = variantIds.length > 0 ? variantIds.flatMap((id) => levelsById.get(id) ?? []) : own;
    return {
      id: row.id,
      parent_id: row.parentId,
      title: row.title,
      description: row.description,
      sku: row.sku,
      ean: row.ean,
      price: row.price && formatMoney(row.price),
      cost_price: row.costPrice && formatMoney(row.costPrice),
      category_id: row.categoryId,
      weight: row.weight && formatQuantity(row.weight),
      length: row.length && formatQuantity(row.length),
      width: row.width && formatQuantity(row.width),
      height: row.height && formatQuantity(row.height),
      volume: row.volume && formatQuantity(row.volume),
      attributes: byName(row.attributes),
      images: (imagesById.get(row.id) ?? []).map(viewImage),
      stock: own.map((level) => ({
        warehouse_id: level.warehouseId,
        quantity: formatQuantity(level.quantity),
        alert_threshold: level.alertThreshold && formatQuantity(level.alertThreshold),
      })),
      stock_quantity: sumQuantities(counted.map((level) => level.quantity)),
      status: row.status,
      deleted_at: row.deletedAt?.toISOString() ?? null,
      created_at: row.createdAt.toISOString(),
      updated_at: row.updatedAt.toISOString(),
      variant_ids: variantIds,
      sync: sync.get(row.id) ?? [],
    };
  });
}

/** The pictures of products in their order. */
export function imagesOf(db: Db, productIds: readonly string[]) {
  return db
    .select()
    .from(productImages)
    .where(anyOf(productImages.productId, [...productIds]))
    .orderBy(asc(productImages.productId), asc(productImages.position), asc(productImages.id));
}

export function viewImage(image: typeof productImages.$inferSelect): ImageView {
  return {
    id: image.id,
    url: `/api/v1/products/${image.productId}/images/${image.id}`,
    position: image.position,
    content_type: image.contentType,
    size: image.size,
    sha256: image.sha256,
  };
}

/** The database keeps no order among attributes; people get them by name. */
function byName(attributes: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(attributes).sort(([one], [other]) => one.localeCompare(other)));
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
}
