import { z } from 'zod';
import { decimal } from '@/lib/catalogue/products/fields';
import { stockBrowseQuery } from '@/lib/catalogue/stock/browse-stock';

/** Which goods are meant: some by name, or all that the stock list shows, but for some. */
const selection = z.union([
  z.strictObject({ ids: z.array(z.uuid()).min(1).max(5000) }),
  z.strictObject({
    filter: z.strictObject({
      search: stockBrowseQuery.shape.search,
      warehouse_id: stockBrowseQuery.shape.warehouse_id,
      low: z.boolean().default(false),
      /** That of the list; it decides nothing. */
      sort: stockBrowseQuery.shape.sort,
    }),
    except: z.array(z.uuid()).max(5000).default([]),
  }),
]);

const quantity = z
  .strictObject({ mode: z.enum(['set', 'add']), value: decimal(16, 4, 'any') })
  .refine(({ mode, value }) => mode !== 'set' || !value.startsWith('-'), {
    error: 'negative',
    path: ['value'],
  });

export const stockBulkChange = z
  .strictObject({
    /** The one that is counted; the default one when not given. */
    warehouse_id: z.uuid().optional(),
    quantity: quantity.optional(),
    /** Null takes it away. */
    alert_threshold: decimal(16, 4).nullable().optional(),
  })
  .refine(
    (change) => change.quantity !== undefined || change.alert_threshold !== undefined,
    'nothing_to_change',
  );
export type StockBulkChange = z.output<typeof stockBulkChange>;

export const stockBulkInput = z.strictObject({ selection, change: stockBulkChange });
export type StockBulkInput = z.output<typeof stockBulkInput>;
