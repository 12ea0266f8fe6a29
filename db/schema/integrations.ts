import { sql } from 'drizzle-orm';
import { boolean, index, integer, jsonb, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { id, instant, timestamps } from './columns';

/** What is not secret of a connection. The key lives encrypted in its own column. */
export interface OdooConfig {
  url: string;
  database: string;
  username: string;
  version?: string;
  transport: 'auto' | 'xmlrpc' | 'json2';
  company_id?: number;
  timeout_seconds: number;
  image_timeout_seconds: number;
  /** MB of pictures asked for in one call; the program's own choice when not given. */
  image_bundle_mb?: number;
  max_calls_per_second?: number;
  /** Language of the texts that are synchronised, chosen when joined and kept: "fr_FR". */
  language?: string;
}

/** What gave values their meaning when Odoo was last read (sync.md, The frame). */
export interface OdooFrame {
  /** Of Odoo's company: it governs figures. */
  currency?: string;
  /** Settings of Odoo that numbers depend on, by name, as they were at the end of the last run that went well. */
  settings?: Record<string, string>;
  /** What is chosen here and not to be had in Odoo any more, until a person chooses another. */
  warnings?: { code: string; params: Record<string, string | number | boolean> }[];
}

export type SyncDirection = 'bidirectional' | 'import' | 'export';
export type ConflictPolicy = 'newest' | 'odoo' | 'products_manager' | 'manual';

export type ProductField =
  | 'title'
  | 'description'
  | 'sku'
  | 'ean'
  | 'price'
  | 'cost_price'
  | 'category'
  | 'images'
  | 'dimensions'
  | 'attributes';
export type StockField = 'quantity' | 'warehouse' | 'alert_threshold';
export type OrderField = 'number' | 'customer' | 'lines' | 'status' | 'date';

export interface SyncConfig {
  frequency: 'realtime' | '5min' | '15min' | 'manual';
  direction: SyncDirection;
  incremental: boolean;
  cache_enabled: boolean;
  workers: number;
  /** Odoo category ids, children included; empty: all. */
  category_filter: number[];
  export_scope: 'own' | 'all';
  /** Whether products that Odoo does not sell (`sale_ok`) come too; absent: no. */
  import_not_for_sale?: boolean;
  conflict_policy: ConflictPolicy;
  fields: { product: ProductField[]; stock: StockField[]; order: OrderField[] };
}

export const integrations = pgTable('integrations', {
  id: id(),
  name: text().notNull(),
  type: text().$type<'odoo'>().notNull(),
  enabled: boolean().notNull().default(true),
  config: jsonb().$type<OdooConfig>().notNull(),
  /** AES-256-GCM, `keyId:iv:tag:ciphertext` (Q1). */
  apiKeyEncrypted: text().notNull(),
  apiKeySetAt: instant().notNull().defaultNow(),
  apiKeyExpiresAt: instant(),
  syncConfig: jsonb().$type<SyncConfig>().notNull(),
  /** Odoo's ids of warehouses to synchronise, the default one among them. */
  defaultWarehouseId: integer(),
  warehouseIds: jsonb().$type<number[]>().notNull().default([]),
  /** Odoo category under which missing ones are created (I5). */
  rootCategoryId: integer(),
  webhookSecretEncrypted: text().notNull(),
  /** The renewed secret's predecessor, valid for 24 h more. */
  previousWebhookSecretEncrypted: text(),
  previousWebhookSecretUntil: instant(),
  /** Wizard step left open; null once set up. */
  setupStep: text(),
  /** When a first run was asked for: before that nothing runs by itself. */
  startedAt: instant(),
  /** Last known state of the connection, for the banner. */
  connection: jsonb()
    .$type<{
      state: 'unknown' | 'ok' | 'down' | 'unauthorised' | 'halted';
      code?: string;
      params?: Record<string, unknown>;
      since?: string;
      server_version?: string;
      /** This Odoo keeps one picture of a product: further ones stay here. */
      one_image?: boolean;
      retry_at?: string;
    }>()
    .notNull()
    .default({ state: 'unknown' }),
  frame: jsonb().$type<OdooFrame>().notNull().default({}),
  /** What is known of this Odoo's identity, and the question that is open about it (lib/sync/identity). */
  identity: jsonb().$type<Record<string, unknown>>().notNull().default({}),
  ...timestamps,
});

/** What Odoo's webhooks announced. A hint: the worker re-reads the record until it sees it newer. */
export const webhookEvents = pgTable(
  'webhook_events',
  {
    id: id(),
    integrationId: uuid()
      .notNull()
      .references(() => integrations.id, { onDelete: 'cascade' }),
    topic: text().$type<'products' | 'stock' | 'orders'>().notNull(),
    odooModel: text().notNull(),
    odooId: integer().notNull(),
    /** What Odoo sent, its first part; null of what came before bodies were kept. */
    body: text(),
    /** How often the same body came while it waited. */
    deliveries: integer().notNull().default(1),
    /** SHA-256 of the body: a repeated body is one event. */
    digest: text().notNull(),
    status: text().$type<'pending' | 'done'>().notNull().default('pending'),
    attempts: integer().notNull().default(0),
    receivedAt: instant().notNull().defaultNow(),
    dueAt: instant().notNull().defaultNow(),
    doneAt: instant(),
    /** The run after which it was done. */
    runId: uuid(),
  },
  (t) => [
    index('webhook_events_list_idx').on(t.integrationId, t.id),
    index('webhook_events_due_idx').on(t.integrationId, t.status, t.dueAt),
    index('webhook_events_digest_idx').on(t.integrationId, t.digest, t.receivedAt),
    uniqueIndex('webhook_events_pending_key')
      .on(t.integrationId, t.digest)
      .where(sql`${t.status} = 'pending'`),
  ],
);

/** The integration a row belongs to, and goes with. */
export const ofIntegration = () =>
  uuid()
    .notNull()
    .references(() => integrations.id, { onDelete: 'cascade' });
