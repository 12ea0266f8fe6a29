import type { ProductView, SyncState } from '@/lib/catalogue/products/schema';
import { type CategoryOption, pathText } from './category-option';
import { worstSyncState } from './sync-state-badge';

/** What a row of the list shows of a product: the page carries each row twice, as markup and as data. */
export interface ListedProduct {
  readonly id: string;
  readonly title: string;
  readonly sku: string | null;
  readonly image: string | null;
  readonly variants: number;
  readonly category: string | null;
  readonly price: string | null;
  readonly stock: string | null;
  /** Its stock is at or under an alert threshold. */
  readonly low: boolean;
  readonly status: ProductView['status'] | 'archived';
  readonly sync: SyncState | null;
}

/** Products as the list shows them, in the order given. */
export function listedProducts(
  products: readonly ProductView[],
  categories: readonly CategoryOption[],
): ListedProduct[] {
  const paths = new Map(categories.map(({ id, path }) => [id, path]));
  return products.map((product) => {
    const path = product.category_id ? paths.get(product.category_id) : undefined;
    return {
      id: product.id,
      title: product.title,
      sku: product.sku,
      image: product.images[0]?.url ?? null,
      variants: product.variant_ids.length,
      category: path ? pathText(path) : null,
      price: product.price,
      stock: product.stock_quantity,
      low: product.stock.some(
        (level) => level.alert_threshold !== null && Number(level.quantity) <= Number(level.alert_threshold),
      ),
      status: product.deleted_at ? 'archived' : product.status,
      sync: worstSyncState(product) ?? null,
    };
  });
}
