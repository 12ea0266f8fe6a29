import { z } from 'zod';
import { LINE_KINDS } from '@/db/schema/orders';
import { listOf, listQuery } from '@/lib/http/list';

export const ORDER_STATUSES = ['quotation', 'confirmed', 'delivered', 'cancelled'] as const;

export const ORDER_SORTS = [
  'ordered_desc',
  'ordered',
  'expected_desc',
  'expected',
  'number_desc',
  'number',
  'customer_desc',
  'customer',
  'total_desc',
  'total',
] as const;

const address = z.object({
  street: z.string(),
  street2: z.string(),
  zip: z.string(),
  city: z.string(),
  country: z.string(),
});

export const orderSummary = z.object({
  id: z.uuid(),
  integration_id: z.uuid(),
  odoo_id: z.number().int(),
  number: z.string(),
  status: z.enum(ORDER_STATUSES),
  odoo_state: z.string(),
  delivery_status: z.string().nullable(),
  customer: z.object({ name: z.string(), email: z.string().nullable(), address: address.nullable() }),
  currency: z.string(),
  total_untaxed: z.string(),
  total: z.string(),
  ordered_at: z.string(),
  expected_at: z.string().nullable(),
  delivered_at: z.string().nullable(),
});
export type OrderSummary = z.output<typeof orderSummary>;

export const orderView = orderSummary.extend({
  lines: z.array(
    z.object({
      id: z.uuid(),
      product_id: z.uuid().nullable(),
      /** Text lines (section, subsection, note) have a name only. */
      kind: z.enum(LINE_KINDS),
      name: z.string(),
      sku: z.string().nullable(),
      /** By its name in Odoo; what the quantities and the price are of. */
      unit: z.string().nullable(),
      quantity: z.string(),
      /** Less what came back. */
      delivered: z.string(),
      /** The product's own unit, and how many of them the ordered quantity is; null where it cannot be converted. */
      product_unit: z.string().nullable(),
      product_quantity: z.string().nullable(),
      unit_price: z.string(),
      discount: z.string(),
      total_untaxed: z.string(),
      total: z.string(),
    }),
  ),
});
export type OrderView = z.output<typeof orderView>;

export const orderList = listOf(orderSummary);

export const orderListQuery = listQuery.extend({
  /** Number, customer or e-mail, whatever case and accents. */
  search: z.string().trim().max(200).optional(),
  status: z.enum(ORDER_STATUSES).optional(),
  product_id: z.uuid().optional(),
  integration_id: z.uuid().optional(),
  /** Ordered on or after this day, and before the day after `to` (UTC). */
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
  sort: z.enum(ORDER_SORTS).default('ordered_desc'),
});
export type OrderListQuery = z.output<typeof orderListQuery>;

export const orderId = z.object({ id: z.uuid() });
