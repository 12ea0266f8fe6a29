import { SYNC_STATES } from './schema';

/** What the products list offers to filter and sort by. */
export const PRODUCT_SORTS = ['title', 'title_desc', 'price', 'price_desc', 'updated', 'created'] as const;
export const STATUS_FILTERS = ['active', 'draft', 'archived'] as const;
/** In stock; at or under its alert threshold; nothing left. */
export const STOCK_FILTERS = ['in_stock', 'low', 'out'] as const;
export type StockFilter = (typeof STOCK_FILTERS)[number];
export const SYNC_FILTERS = [...SYNC_STATES, 'not_linked'] as const;
/** What is missing from, or wrong with, a product that is to be sold. */
export const PRODUCT_ISSUES = [
  'no_picture',
  'no_price',
  'no_category',
  'no_weight',
  'doubled_sku',
  'doubled_ean',
  'invalid_ean',
] as const;
export type ProductIssue = (typeof PRODUCT_ISSUES)[number];
