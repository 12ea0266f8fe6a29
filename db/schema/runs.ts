import { sql } from 'drizzle-orm';
import {
  bigserial,
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { id, instant } from './columns';
import { ofIntegration } from './integrations';

/** Kinds a person sees in counts, errors and changes. */
export type RecordKind = 'category' | 'product' | 'variant' | 'image' | 'stock' | 'order' | 'warehouse';

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
    integrationId: ofIntegration(),
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
