import { sql } from 'drizzle-orm';
import {
  bigint,
  index,
  integer,
  jsonb,
  numeric,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { products, warehouses } from './catalogue';
import { id, instant } from './columns';
import { ofIntegration } from './integrations';

export type LinkKind = 'category' | 'product' | 'variant' | 'warehouse' | 'order';

/**
 * Ties one local record to one Odoo record (sync.md, The model).
 * A simple product has two: `product` ↔ product.template and `variant` ↔ its only product.product,
 * so that stock and orders always find their product through kind `variant`.
 */
export const links = pgTable(
  'links',
  {
    id: id(),
    integrationId: ofIntegration(),
    kind: text().$type<LinkKind>().notNull(),
    localId: uuid().notNull(),
    odooModel: text().notNull(),
    odooId: integer().notNull(),
    /** Canonical values both sides had when they last agreed; null before the first agreement. */
    base: jsonb().$type<Record<string, unknown>>(),
    /** What Odoo made of what we sent, where it is not the canonical value: raw price and its taxes, checksums of re-encoded images. */
    memo: jsonb().$type<Record<string, unknown>>().notNull().default({}),
    /** As Odoo answers it, whole seconds UTC: "2026-11-23 22:10:32". */
    odooWriteDate: text(),
    /** When the record was made in Odoo, in the same form: an id alone may be given out again (FACTS-2 D). */
    odooCreateDate: text(),
    /** The last few write_dates seen of the record, newest first: Odoo never goes back to an earlier one by itself. */
    odooDates: jsonb().$type<string[]>().notNull().default([]),
    /** Whose values a person chose after Odoo went back; asked at the record's next look, then forgotten. */
    prevails: text().$type<Prevails>(),
    localVersion: bigint({ mode: 'number' }),
    /** Where the record was made first; decides export_scope. */
    origin: text().$type<'here' | 'odoo'>().notNull(),
    /** `manual`: a person tied them, automatic mapping leaves it alone. */
    source: text().$type<'auto' | 'manual'>().notNull().default('auto'),
    /** Set when Odoo no longer has the record: never resurrected (S2). */
    odooDeletedAt: instant(),
    /**
     * Since when Odoo shows the record no more without saying that it is gone: another company's, hidden by a rule,
     * out of the user's rights. It takes no part in runs and comes back by itself (sync.md, Out of sight).
     */
    outOfReachSince: instant(),
    lastSyncedAt: instant(),
    createdAt: instant().notNull().defaultNow(),
  },
  (t) => [
    uniqueIndex('links_local_key').on(t.integrationId, t.kind, t.localId),
    uniqueIndex('links_odoo_key').on(t.integrationId, t.odooModel, t.odooId),
    index('links_local_idx').on(t.localId),
    index('links_out_of_reach_idx').on(t.integrationId).where(sql`${t.outOfReachSince} is not null`),
  ],
);

/** Of two sides that do not agree because Odoo went back in time. */
export type Prevails = 'here' | 'odoo';

/**
 * The Odoo a record was first taken from, kept for ever: deleting that integration does not make the record one of
 * ours. A record without a row was made here.
 */
export const origins = pgTable('origins', {
  localId: uuid().primaryKey(),
  kind: text().$type<'product' | 'category'>().notNull(),
  /** May be of an integration that was deleted since. */
  integrationId: uuid().notNull(),
  /** The record there, which an id alone does not name (FACTS-2 D); null of what came before they were kept. */
  odooId: integer(),
  odooCreateDate: text(),
});

/** The database that an integration speaks to, or spoke to before it was deleted, where its user may know. */
export const odooDatabases = pgTable('odoo_databases', {
  integrationId: uuid().primaryKey(),
  uuid: text().notNull(),
});

/**
 * Records of Odoo that a person keeps out: an undo took back their arrival. No run brings them here until a person does.
 */
export const leftOut = pgTable(
  'left_out',
  {
    id: id(),
    integrationId: ofIntegration(),
    kind: text().$type<'category' | 'product' | 'variant'>().notNull(),
    odooModel: text().notNull(),
    odooId: integer().notNull(),
    /** The record here, archived; it comes back as the same. */
    localId: uuid().notNull(),
    label: text().notNull(),
    /** The ties that were cut, to be tied again as they were. */
    ties: jsonb().$type<Record<string, unknown>[]>().notNull().default([]),
    /** The undo that left it out, and who asked for it. */
    undoId: uuid().notNull(),
    leftOutBy: text(),
    leftOutAt: instant().notNull().defaultNow(),
    /** A person wants it back: the next run ties it again and looks at it. */
    broughtBackAt: instant(),
  },
  (t) => [
    uniqueIndex('left_out_odoo_key').on(t.integrationId, t.odooModel, t.odooId),
    index('left_out_local_idx').on(t.localId),
  ],
);

/** The base of one stock level: quantities merge by difference, each difference with a reference found in Odoo again. */
export const stockLinks = pgTable(
  'stock_links',
  {
    integrationId: ofIntegration(),
    productId: uuid()
      .notNull()
      .references(() => products.id, { onDelete: 'cascade' }),
    warehouseId: uuid()
      .notNull()
      .references(() => warehouses.id, { onDelete: 'cascade' }),
    odooProductId: integer().notNull(),
    odooWarehouseId: integer().notNull(),
    baseQuantity: numeric({ precision: 16, scale: 4 }),
    baseThreshold: numeric({ precision: 16, scale: 4 }),
    orderpointId: integer(),
    prevails: text().$type<Prevails>(),
    /** A difference sent, whose answer is not known yet. Looked up in Odoo by its reference before anything else. */
    pending: jsonb().$type<{
      reference: string;
      expected: string;
      difference: string;
      sent_at: string;
      /** The newest stock move in Odoo at that moment. */
      since?: number;
    }>(),
    lastSyncedAt: instant(),
  },
  (t) => [primaryKey({ columns: [t.integrationId, t.productId, t.warehouseId] })],
);
