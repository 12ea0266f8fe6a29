import { sql } from 'drizzle-orm';
import {
  bigint,
  bigserial,
  boolean,
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
import { id, instant, jsonValue } from './columns';
import { integrations } from './integrations';

export type LinkKind = 'category' | 'product' | 'variant' | 'warehouse' | 'order';
/** Kinds a person sees in counts, errors and changes. */
export type RecordKind = 'category' | 'product' | 'variant' | 'image' | 'stock' | 'order' | 'warehouse';

const integrationId = () =>
  uuid()
    .notNull()
    .references(() => integrations.id, { onDelete: 'cascade' });

/**
 * Ties one local record to one Odoo record (sync.md, The model).
 * A simple product has two: `product` ↔ product.template and `variant` ↔ its only product.product,
 * so that stock and orders always find their product through kind `variant`.
 */
export const links = pgTable(
  'links',
  {
    id: id(),
    integrationId: integrationId(),
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
    integrationId: integrationId(),
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
    integrationId: integrationId(),
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

/**
 * Transactional outbox: local records that an integration has yet to look at, one row each however often they change.
 * Filled by triggers only (db/migrations/0002_outbox.sql); `version` tells whether it changed again meanwhile.
 * Kinds: `product` (the parent's id stands for its whole family), `category`, `stock` (a product's levels).
 */
export const outbox = pgTable(
  'outbox',
  {
    integrationId: integrationId(),
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
    integrationId: integrationId(),
    stream: text().notNull(),
    /** UTC, whole seconds, Odoo's clock: "2026-11-23 22:10:32". */
    watermark: text(),
    seen: jsonb().$type<Record<string, string>>().notNull().default({}),
    /** Last full sweep of ids and the count then. */
    sweptAt: instant(),
    count: integer(),
    updatedAt: instant().notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.integrationId, t.stream] })],
);

export type RunTrigger = 'manual' | 'schedule' | 'webhook' | 'local_change' | 'first_import' | 'undo';
export type RunStatus = 'queued' | 'running' | 'succeeded' | 'partial' | 'failed' | 'cancelled';
export interface KindCounts {
  seen: number;
  created_here: number;
  updated_here: number;
  deleted_here: number;
  created_in_odoo: number;
  updated_in_odoo: number;
  archived_in_odoo: number;
  unchanged: number;
  failed: number;
  conflicts: number;
}

/** What a check found of one kind: records compared, values compared in them, and what is not alike. */
export interface KindComparison {
  records: number;
  values: number;
  /** Records that are on both sides and differ in some value. */
  differing: number;
  missing_here: number;
  missing_in_odoo: number;
  /** Differing values, by field. */
  fields: Record<string, number>;
}

/** `check`: compares everything selected and writes on neither side. */
export type RunPurpose = 'sync' | 'check';

export interface RunNotice {
  readonly code: string;
  readonly params: Record<string, string | number | boolean>;
}

/** What a run is expected to take. */
export interface RunEstimate {
  readonly calls: number;
  readonly seconds: number;
}

export const runs = pgTable(
  'runs',
  {
    id: id(),
    integrationId: integrationId(),
    trigger: text().$type<RunTrigger>().notNull(),
    mode: text().$type<'incremental' | 'full'>().notNull(),
    dryRun: boolean().notNull().default(false),
    purpose: text().$type<RunPurpose>().notNull().default('sync'),
    kinds: jsonb().$type<RecordKind[]>(),
    status: text().$type<RunStatus>().notNull().default('queued'),
    progress: jsonb()
      .$type<{ phase: string; done: number; total: number | null }>()
      .notNull()
      .default({ phase: 'queued', done: 0, total: null }),
    counts: jsonb().$type<Partial<Record<RecordKind, KindCounts>>>().notNull().default({}),
    comparison: jsonb().$type<Partial<Record<RecordKind, KindComparison>>>().notNull().default({}),
    rpcCalls: integer().notNull().default(0),
    /** Of these calls: how many took at most so many seconds, and how many failed, by class. */
    rpc: jsonb()
      .$type<{ latency?: Record<string, number>; failures?: Record<string, number> }>()
      .notNull()
      .default({}),
    /** Of a preview: what the run after it costs, in calls to Odoo and seconds. */
    estimate: jsonb().$type<RunEstimate>(),
    /** Why the whole run ended early, as an error code with parameters. */
    error: jsonb().$type<{ class: string; code: string; message: string; params: Record<string, unknown> }>(),
    /** What a person should know of a run that went its way, as codes with parameters. */
    notices: jsonb().$type<RunNotice[]>().notNull().default([]),
    /** Confirmed by a person: the safety halt lets this run pass. */
    confirmed: boolean().notNull().default(false),
    undoOf: uuid(),
    cancelRequestedAt: instant(),
    requestedBy: text(),
    /** The worker that has it; another takes over when the heartbeat stops. */
    workerId: text(),
    heartbeatAt: instant(),
    /** How often a process that had this run alone died of its own (out of memory, abort); the second time parks it. */
    crashes: integer().notNull().default(0),
    /** A worker died while it had the run: from then on it is carried out in a process of its own. */
    isolated: boolean().notNull().default(false),
    /** Where to resume after a kill: phase and last committed batch. */
    checkpoint: jsonb().$type<Record<string, unknown>>(),
    createdAt: instant().notNull().defaultNow(),
    startedAt: instant(),
    finishedAt: instant(),
  },
  (t) => [
    uniqueIndex('runs_one_running_key').on(t.integrationId).where(sql`${t.status} = 'running'`),
    uniqueIndex('runs_one_queued_key')
      .on(t.integrationId, t.dryRun, t.purpose)
      .where(sql`${t.status} = 'queued' and ${t.undoOf} is null`),
    uniqueIndex('runs_one_undo_key').on(t.undoOf).where(sql`${t.status} in ('queued', 'running')`),
    index('runs_created_idx').on(t.integrationId, t.createdAt),
    index('runs_started_idx').on(t.integrationId, t.startedAt),
  ],
);

export type ChangeAction = 'create' | 'update' | 'archive' | 'restore' | 'delete' | 'link' | 'unlink';

export const runChanges = pgTable(
  'run_changes',
  {
    id: bigserial({ mode: 'number' }).primaryKey(),
    runId: uuid()
      .notNull()
      .references(() => runs.id, { onDelete: 'cascade' }),
    kind: text().$type<RecordKind>().notNull(),
    localId: uuid(),
    odooModel: text(),
    odooId: integer(),
    /** What to call the record in a list, as it was then. */
    label: text().notNull(),
    side: text().$type<'here' | 'odoo'>().notNull(),
    action: text().$type<ChangeAction>().notNull(),
    fields: jsonb().$type<Record<string, { before: unknown; after: unknown }>>().notNull().default({}),
    at: instant().notNull().defaultNow(),
    undoneBy: uuid(),
  },
  (t) => [index('run_changes_run_idx').on(t.runId, t.id), index('run_changes_local_idx').on(t.localId, t.id)],
);

/** What becomes of a difference by itself, as things stand. */
export type DifferenceOutlook = 'to_here' | 'to_odoo' | 'conflict' | 'stays' | 'unreadable';

/** What a check found not alike on the two sides: one row a value, or a record that only one side has. */
export const runDifferences = pgTable(
  'run_differences',
  {
    id: bigserial({ mode: 'number' }).primaryKey(),
    runId: uuid()
      .notNull()
      .references(() => runs.id, { onDelete: 'cascade' }),
    kind: text().$type<RecordKind>().notNull(),
    localId: uuid(),
    odooModel: text(),
    odooId: integer(),
    label: text().notNull(),
    /** Null: the record as a whole, which `missing` has not. */
    field: text(),
    missing: text().$type<'here' | 'odoo'>(),
    hereValue: jsonValue(),
    odooValue: jsonValue(),
    outlook: text().$type<DifferenceOutlook>().notNull(),
  },
  (t) => [index('run_differences_run_idx').on(t.runId, t.id)],
);

export type ErrorClass = 'transient' | 'authentication' | 'permission' | 'validation' | 'mapping';

export const syncErrors = pgTable(
  'sync_errors',
  {
    id: id(),
    integrationId: integrationId(),
    runId: uuid(),
    kind: text().$type<RecordKind>().notNull(),
    localId: uuid(),
    odooModel: text(),
    odooId: integer(),
    /** Of stock: in which house. */
    warehouseId: uuid(),
    label: text().notNull().default(''),
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
    integrationId: integrationId(),
    runId: uuid(),
    kind: text().$type<RecordKind>().notNull(),
    localId: uuid(),
    odooModel: text(),
    odooId: integer(),
    /** Of stock: in which house. */
    warehouseId: uuid(),
    label: text().notNull().default(''),
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
