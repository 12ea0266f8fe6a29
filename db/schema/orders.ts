import { bigint, index, integer, jsonb, numeric, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { products } from './catalogue';
import { id, instant, timestamps } from './columns';
import { integrations } from './integrations';

export type OrderStatus = 'quotation' | 'confirmed' | 'delivered' | 'cancelled';

export interface PostalAddress {
  street: string;
  street2: string;
  zip: string;
  city: string;
  country: string;
}

/** A sale imported from Odoo (S7); never written back. Amounts in the company's currency. */
export const orders = pgTable(
  'orders',
  {
    id: id(),
    integrationId: uuid()
      .notNull()
      .references(() => integrations.id, { onDelete: 'cascade' }),
    odooId: integer().notNull(),
    number: text().notNull(),
    status: text().$type<OrderStatus>().notNull(),
    /** Odoo's own state and delivery status, e.g. "sale" / "partial". */
    odooState: text().notNull(),
    deliveryStatus: text(),
    customerName: text().notNull(),
    customerEmail: text(),
    customerAddress: jsonb().$type<PostalAddress>(),
    currency: text().notNull(),
    totalUntaxed: numeric({ precision: 16, scale: 4 }).notNull(),
    total: numeric({ precision: 16, scale: 4 }).notNull(),
    orderedAt: instant().notNull(),
    expectedAt: instant(),
    deliveredAt: instant(),
    version: bigint({ mode: 'number' }).notNull().default(1),
    ...timestamps,
  },
  (t) => [
    index('orders_date_idx').on(t.orderedAt, t.id),
    index('orders_status_idx').on(t.status, t.orderedAt),
    index('orders_odoo_idx').on(t.integrationId, t.odooId),
  ],
);

export const orderLines = pgTable(
  'order_lines',
  {
    id: id(),
    orderId: uuid()
      .notNull()
      .references(() => orders.id, { onDelete: 'cascade' }),
    odooId: integer().notNull(),
    position: integer().notNull(),
    /** Null when the product is not known here; `name` is then all there is. */
    productId: uuid().references(() => products.id, { onDelete: 'set null' }),
    odooProductId: integer(),
    name: text().notNull(),
    sku: text(),
    quantity: numeric({ precision: 16, scale: 4 }).notNull(),
    delivered: numeric({ precision: 16, scale: 4 }).notNull().default('0'),
    unitPrice: numeric({ precision: 16, scale: 4 }).notNull(),
    discount: numeric({ precision: 7, scale: 4 }).notNull().default('0'),
    totalUntaxed: numeric({ precision: 16, scale: 4 }).notNull(),
    total: numeric({ precision: 16, scale: 4 }).notNull(),
  },
  (t) => [
    index('order_lines_order_idx').on(t.orderId, t.position),
    index('order_lines_product_idx').on(t.productId),
  ],
);
