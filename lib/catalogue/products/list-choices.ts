import { SYNC_STATES } from './schema';

/** What the products list offers to filter and sort by. */
export const PRODUCT_SORTS = ['title', 'updated', 'created'] as const;
export const STATUS_FILTERS = ['active', 'draft', 'archived'] as const;
/** In stock; at or under its alert threshold; nothing left. */
export const STOCK_FILTERS = ['in_stock', 'low', 'out'] as const;
export type StockFilter = (typeof STOCK_FILTERS)[number];
export const SYNC_FILTERS = [...SYNC_STATES, 'not_linked'] as const;
