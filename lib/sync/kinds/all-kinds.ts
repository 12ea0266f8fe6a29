import { categoryKind } from './category/category-kind';
import type { SyncKind } from './kind';
import { orderKind } from './order/order-kind';
import { productKind } from './product/product-kind';
import { stockKind } from './stock/stock-kind';
import { warehouseKind } from './warehouse/warehouse-kind';

/** In the order in which they need each other: a product's category first, then what is about products. */
export const ALL_KINDS: readonly SyncKind[] = [
  categoryKind,
  productKind,
  warehouseKind,
  stockKind,
  orderKind,
];
