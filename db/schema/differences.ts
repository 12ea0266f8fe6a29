import { bigserial, index, integer, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { jsonValue } from './columns';
import { type RecordKind, runs } from './runs';

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
