import { z } from 'zod';
import { decimal } from '../products/fields';

/** Digits of a count, in all and behind the point. */
export const COUNT = [16, 4] as const;

const count = decimal(...COUNT);

/** `PUT /products/{id}/stock`. Without `warehouse_id` the default warehouse is meant. */
export const stockInput = z
  .strictObject({
    warehouse_id: z.uuid().optional(),
    quantity: count.optional(),
    /** What the caller saw before typing `quantity`: the difference is applied to what it is now. */
    expected_quantity: decimal(...COUNT, 'any').optional(),
    alert_threshold: count.nullable().optional(),
  })
  .refine((input) => input.quantity !== undefined || input.alert_threshold !== undefined, 'nothing_to_change')
  .refine((input) => input.expected_quantity === undefined || input.quantity !== undefined, {
    error: 'expected_without_quantity',
    path: ['expected_quantity'],
  });

export type StockInput = z.output<typeof stockInput>;

export const warehouseView = z
  .object({
    id: z.uuid(),
    name: z.string(),
    code: z.string(),
    is_default: z.boolean(),
    archived_at: z.string().nullable(),
  })
  .meta({ id: 'Warehouse' });
export type WarehouseView = z.output<typeof warehouseView>;
