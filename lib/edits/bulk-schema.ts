import { z } from 'zod';
import { browseQuery } from '@/lib/catalogue/products/browse-products';
import { decimal } from '@/lib/catalogue/products/fields';
import { ROUNDINGS } from './price-change';

/** Which products are meant: some by name, or all that a list shows, but for some. */
export const selection = z.union([
  z.strictObject({ ids: z.array(z.uuid()).min(1).max(5000) }),
  z.strictObject({
    filter: browseQuery.omit({ limit: true, cursor: true }),
    except: z.array(z.uuid()).max(5000).default([]),
  }),
]);
export type Selection = z.output<typeof selection>;

const price = z
  .strictObject({
    mode: z.enum(['set', 'percent', 'amount']),
    value: decimal(16, 4, 'any'),
    rounding: z.enum(ROUNDINGS).default('0.01'),
  })
  .refine(({ mode, value }) => mode !== 'set' || !value.startsWith('-'), {
    error: 'negative',
    path: ['value'],
  })
  .refine(({ mode, value }) => mode !== 'percent' || Number(value) > -100, {
    error: 'unfit',
    path: ['value'],
  });

export const bulkChange = z
  .strictObject({
    price: price.optional(),
    category_id: z.uuid().nullable().optional(),
    status: z.enum(['active', 'draft']).optional(),
    /** Of the default warehouse; null takes it away. */
    alert_threshold: decimal(16, 4).nullable().optional(),
  })
  .refine((change) => Object.values(change).some((value) => value !== undefined), 'nothing_to_change');
export type BulkChange = z.output<typeof bulkChange>;

export const bulkInput = z.strictObject({ selection, change: bulkChange });
export type BulkInput = z.output<typeof bulkInput>;
