import type { EditSubject } from '@/db/schema/edits';

/** What a column of a file can stand for. */
export const PRODUCT_IMPORT_FIELDS = [
  'id',
  'sku',
  'ean',
  'parent_id',
  'attributes',
  'title',
  'description',
  'price',
  'cost_price',
  'category',
  'status',
  'weight',
  'length',
  'width',
  'height',
  'volume',
] as const;
export const STOCK_IMPORT_FIELDS = ['id', 'sku', 'ean', 'warehouse', 'quantity', 'alert_threshold'] as const;
export const IMPORT_FIELDS = [...new Set([...PRODUCT_IMPORT_FIELDS, ...STOCK_IMPORT_FIELDS])];
export type ImportField = (typeof PRODUCT_IMPORT_FIELDS)[number] | (typeof STOCK_IMPORT_FIELDS)[number];

export const fieldsOf = (subject: EditSubject): readonly ImportField[] =>
  subject === 'stock' ? STOCK_IMPORT_FIELDS : PRODUCT_IMPORT_FIELDS;
