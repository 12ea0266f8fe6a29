import Decimal from 'decimal.js';
import { z } from 'zod';

/** Fields of a product that an edit of many can set. */
export const EDIT_FIELDS = [
  'title',
  'description',
  'sku',
  'ean',
  'price',
  'cost_price',
  'category_id',
  'status',
  'weight',
  'length',
  'width',
  'height',
  'volume',
] as const;
export type EditField = (typeof EDIT_FIELDS)[number];

const NUMBERS: ReadonlySet<string> = new Set([
  ...['price', 'cost_price', 'weight', 'length', 'width', 'height', 'volume'],
  ...['quantity', 'alert_threshold'],
]);

const value = z.string().nullable();

/** What a row sets, or what was there before: fields of the product, and its levels by warehouse. */
export const rowChange = z.object({
  product: z.partialRecord(z.enum(EDIT_FIELDS), value).optional(),
  /** Of a creation. */
  parent_id: z.uuid().optional(),
  attributes: z.record(z.string(), z.string()).optional(),
  stock: z
    .array(
      z.object({
        warehouse_id: z.uuid(),
        quantity: z.string().optional(),
        alert_threshold: value.optional(),
      }),
    )
    .optional(),
});
export type RowChange = z.output<typeof rowChange>;

/** Whether two values of a field are one: numbers by what they are, not by how they are written. */
export function sameValue(field: string, one: string | null, other: string | null): boolean {
  if (one === other) return true;
  if (one === null || other === null || !NUMBERS.has(field)) return false;
  return new Decimal(one).eq(other);
}
