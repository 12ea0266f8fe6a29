import { sql } from 'drizzle-orm';
import { bigint, index, integer, jsonb, numeric, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { products } from './catalogue';
import { id, instant, timestamps } from './columns';
import { integrations } from './integrations';

export type OrderStatus = 'quotation' | 'confirmed' | 'delivered' | 'cancelled';

/**
 * What a line of an order is. Only goods are ranked and forecast; the others are part of the order and its total:
 * `reward` and `discount` take something off, a `combo` is the head whose goods stand in lines of their own, a
 * `down_payment` is an advance, `section`, `subsection` and `note` are text.
 */
export const LINE_KINDS = [
  'goods',
  'service',
  'delivery',
  'discount',
  'reward',
  'down_payment',
  'combo',
  'section',
  'subsection',
  'note',
] as const;
export type LineKind = (typeof LINE_KINDS)[number];

/** Digits behind the point that amounts and quantities of an order keep. */
export const ORDER_SCALE = 4;

const amount = () => numeric({ precision: 16, scale: ORDER_SCALE });

export interface PostalAddress {
  street: string;
  street2: string;
  zip: string;
  city: string;
  country: string;
}

/** A sale imported from Odoo (S7); never written back. Amounts in `currency`. */
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
    /** When the customer was made anonymous here; the order and its figures stay. */
    customerForgottenAt: instant(),
    /** Of the customer as Odoo had them then, `salt:sha256`: only who has changed in Odoo since comes back. */
    customerDigest: text(),
    currency: text().notNull(),
    totalUntaxed: amount().notNull(),
    total: amount().notNull(),
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
    // search_text is the database's own column, made from number, customer and address (0028).
    index('orders_search_idx').using('gin', sql`search_text gin_trgm_ops`),
    index('orders_number_idx').on(sql`text_key(${t.number})`, t.id),
    index('orders_customer_idx').on(sql`text_key(${t.customerName})`, t.id),
    index('orders_total_idx').on(t.total, t.id),
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
    kind: text().$type<LineKind>().notNull().default('goods'),
    name: text().notNull(),
    sku: text(),
    /** In `unit`. */
    quantity: amount().notNull(),
    /** In `unit`, less what came back. */
    delivered: amount().notNull().default('0'),
    /** Of `quantity`, what is no sale after all: it came back, or was given up when the rest was delivered. */
    withdrawn: amount().notNull().default('0'),
    /** What the quantities are counted in, by its name in Odoo; null for text. */
    unit: text(),
    /** The product's own unit, in which stock is kept and sales are counted. */
    productUnit: text(),
    odooProductUnitId: integer(),
    /** How many of the product's own unit one `unit` is; null where the one cannot be converted to the other. */
    unitRatio: numeric().default('1'),
    unitPrice: amount().notNull(),
    discount: numeric({ precision: 7, scale: ORDER_SCALE }).notNull().default('0'),
    totalUntaxed: amount().notNull(),
    total: amount().notNull(),
  },
  (t) => [
    index('order_lines_order_idx').on(t.orderId, t.position),
    index('order_lines_product_idx').on(t.productId),
    index('order_lines_odoo_product_idx').on(t.odooProductId),
  ],
);
