import { bigint, index, integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { instant } from './columns';
import { ofIntegration } from './integrations';

/**
 * Transactional outbox: local records that an integration has yet to look at, one row each however often they change.
 * Filled by triggers only (db/migrations/0002_outbox.sql); `version` tells whether it changed again meanwhile.
 * Kinds: `product` (the parent's id stands for its whole family), `category`, `stock` (a product's levels).
 */
export const outbox = pgTable(
  'outbox',
  {
    integrationId: ofIntegration(),
    kind: text().$type<'product' | 'category' | 'stock'>().notNull(),
    localId: uuid().notNull(),
    version: bigint({ mode: 'number' }).notNull().default(1),
    firstChangedAt: instant().notNull().defaultNow(),
    changedAt: instant().notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.integrationId, t.kind, t.localId] }),
    index('outbox_changed_idx').on(t.integrationId, t.changedAt),
  ],
);

/** Position of one feed of Odoo changes; `seen` remembers the rows of the overlap window by id → write_date. */
export const cursors = pgTable(
  'cursors',
  {
    integrationId: ofIntegration(),
    stream: text().notNull(),
    /** UTC, whole seconds, Odoo's clock: "2026-11-23 22:10:32". */
    watermark: text(),
    seen: jsonb().$type<Record<string, string>>().notNull().default({}),
    /** Last full sweep of ids and the count then. */
    sweptAt: instant(),
    count: integer(),
    /** The highest id that `count` counts; null: it counts all. */
    upTo: integer(),
    updatedAt: instant().notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.integrationId, t.stream] })],
);
