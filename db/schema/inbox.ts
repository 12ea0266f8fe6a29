import { sql } from 'drizzle-orm';
import { index, integer, jsonb, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { id, instant, jsonValue } from './columns';
import { ofIntegration } from './integrations';
import type { RecordKind } from './runs';

/** Which record a row is about, as a run named it. */
const aboutRecord = () => ({
  integrationId: ofIntegration(),
  runId: uuid(),
  kind: text().$type<RecordKind>().notNull(),
  localId: uuid(),
  odooModel: text(),
  odooId: integer(),
  /** Of stock: in which house. */
  warehouseId: uuid(),
  label: text().notNull().default(''),
});

export type ErrorClass = 'transient' | 'authentication' | 'permission' | 'validation' | 'mapping';

export const syncErrors = pgTable(
  'sync_errors',
  {
    id: id(),
    ...aboutRecord(),
    class: text().$type<ErrorClass>().notNull(),
    code: text().notNull(),
    /** Odoo's own words where there are any. */
    message: text().notNull(),
    /** For the translated sentence and its remedy. */
    params: jsonb().$type<Record<string, unknown>>().notNull().default({}),
    attempts: integer().notNull().default(1),
    status: text().$type<'open' | 'ignored' | 'resolved'>().notNull().default('open'),
    firstSeenAt: instant().notNull().defaultNow(),
    lastSeenAt: instant().notNull().defaultNow(),
    nextRetryAt: instant(),
    resolvedAt: instant(),
  },
  (t) => [
    uniqueIndex('sync_errors_key')
      .on(
        t.integrationId,
        t.kind,
        sql`coalesce(${t.localId}::text, '')`,
        sql`coalesce(${t.odooModel}, '')`,
        sql`coalesce(${t.odooId}, 0)`,
        t.code,
        sql`coalesce(${t.warehouseId}::text, '')`,
      )
      .where(sql`${t.status} <> 'resolved'`),
    index('sync_errors_list_idx').on(t.status, t.lastSeenAt),
    index('sync_errors_retry_idx').on(t.integrationId, t.status, t.nextRetryAt),
  ],
);

export type ConflictReason = 'both_changed' | 'several_candidates' | 'deleted_and_changed';

export const conflicts = pgTable(
  'conflicts',
  {
    id: id(),
    ...aboutRecord(),
    field: text().notNull(),
    reason: text().$type<ConflictReason>().notNull(),
    baseValue: jsonValue(),
    hereValue: jsonValue(),
    odooValue: jsonValue(),
    /** When each side was last edited, as far as its record told. */
    hereChangedAt: instant(),
    odooChangedAt: instant(),
    /** Who edited it there last, by name. */
    hereChangedBy: text(),
    odooChangedBy: text(),
    /** For several candidates: the records among which a person chooses. */
    candidates: jsonb().$type<{ side: 'here' | 'odoo'; id: string | number; label: string }[]>(),
    policy: text().$type<'newest' | 'odoo' | 'products_manager' | 'manual'>().notNull(),
    status: text().$type<'open' | 'settled'>().notNull().default('open'),
    /** How it was settled, by the policy or by a person; `applied` once a run has carried it out. */
    choice: text().$type<'odoo' | 'products_manager' | 'value'>(),
    chosenValue: jsonValue(),
    settledBy: text(),
    settledAt: instant(),
    appliedAt: instant(),
    createdAt: instant().notNull().defaultNow(),
  },
  (t) => [
    uniqueIndex('conflicts_open_key')
      .on(
        t.integrationId,
        t.kind,
        sql`coalesce(${t.localId}::text, '')`,
        sql`coalesce(${t.odooId}, 0)`,
        t.field,
        sql`coalesce(${t.warehouseId}::text, '')`,
      )
      .where(sql`${t.status} = 'open'`),
    index('conflicts_list_idx').on(t.status, t.createdAt),
  ],
);
