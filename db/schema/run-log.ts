import { bigserial, index, integer, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { instant } from './columns';
import { type RecordKind, runs } from './runs';

export type LogLevel = 'info' | 'warning' | 'error';
/** A step of the run, a call to Odoo (each try is one), or what stood in the way of a record. */
export type LogEvent = 'started' | 'phase' | 'call' | 'record_error' | 'conflict' | 'ended';

/** What a run did, line by line; with its changes (`run_changes`) it is the whole log. Kept for KEEP_LOGS_DAYS. */
export const runLog = pgTable(
  'run_log',
  {
    id: bigserial({ mode: 'number' }).primaryKey(),
    runId: uuid()
      .notNull()
      .references(() => runs.id, { onDelete: 'cascade' }),
    at: instant().notNull(),
    level: text().$type<LogLevel>().notNull(),
    event: text().$type<LogEvent>().notNull(),
    kind: text().$type<RecordKind>(),
    localId: uuid(),
    odooModel: text(),
    /** The records in Odoo that the line is about, the first hundred of a call. */
    odooIds: integer().array(),
    label: text(),
    method: text(),
    durationMs: integer(),
    /** Of what went wrong, the status of an end, or the name of a phase. */
    code: text(),
    params: jsonb().$type<Record<string, unknown>>().notNull().default({}),
  },
  (t) => [index('run_log_run_idx').on(t.runId, t.id), index('run_log_at_idx').on(t.at)],
);
