import type { ProductView } from '@/lib/catalogue/products/schema';

/** Whether any Odoo has the product, so that one can be asked about it. */
export function isLinked({ sync }: Pick<ProductView, 'sync'>): boolean {
  return sync.some(({ odoo_id: id }) => id !== null);
}
