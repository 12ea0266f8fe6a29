import { index, integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { id, instant } from './columns';

export type EditSource = 'import' | 'bulk';
export type EditSubject = 'products' | 'stock';
/** `reading`, `applying` and `undoing` are a worker's; in the others a person has the word. */
export type EditStatus = 'reading' | 'ready' | 'applying' | 'applied' | 'undoing' | 'undone' | 'failed';
export type EditAction = 'create' | 'update' | 'unchanged' | 'wrong';
export type EditOutcome = 'done' | 'refused' | 'undone' | 'kept';

/**
 * An edit of many records at once, from a file or from a selection: first all that it would do is written down as rows,
 * nothing else is touched until a person confirms, and it can be taken back.
 */
export const edits = pgTable(
  'edits',
  {
    id: id(),
    source: text().$type<EditSource>().notNull(),
    subject: text().$type<EditSubject>().notNull(),
    status: text().$type<EditStatus>().notNull().default('reading'),
    /** The file's name; of a bulk edit empty. */
    name: text().notNull().default(''),
    /** Of an import: the file's columns and what they stand for. Of a bulk edit: the selection and the change. */
    options: jsonb().$type<Record<string, unknown>>().notNull().default({}),
    /** Who asked, and in whose name it is carried out. */
    actor: jsonb().$type<{ kind: 'user' | 'token' | 'system'; id: string | null; name: string }>().notNull(),
    /** Why it could not be read, as an error code with parameters. */
    failure: jsonb().$type<{ code: string; params: Record<string, string | number> }>(),
    createdAt: instant().notNull().defaultNow(),
    confirmedAt: instant(),
    finishedAt: instant(),
    /** A worker that is silent for long is taken over. */
    heartbeatAt: instant(),
  },
  (t) => [index('edits_created_idx').on(t.createdAt, t.id)],
);

/** What an edit does to one record: before it is confirmed what it would do, afterwards what it did. */
export const editRows = pgTable(
  'edit_rows',
  {
    editId: uuid()
      .notNull()
      .references(() => edits.id, { onDelete: 'cascade' }),
    /** Its line in the file, or its place in the selection. */
    position: integer().notNull(),
    action: text().$type<EditAction>().notNull(),
    /** Of a creation: once it is done. */
    productId: uuid(),
    label: text().notNull().default(''),
    /** Fields with their new values (lib/edits/row-change.ts). */
    change: jsonb().$type<Record<string, unknown>>().notNull().default({}),
    /** The same fields as they were. */
    before: jsonb().$type<Record<string, unknown>>().notNull().default({}),
    /** What is wrong with it, by the column it is about. */
    problems: jsonb()
      .$type<{ column: string; code: string; params?: Record<string, string | number> }[]>()
      .notNull()
      .default([]),
    outcome: text().$type<EditOutcome>(),
  },
  (t) => [
    primaryKey({ columns: [t.editId, t.position] }),
    index('edit_rows_action_idx').on(t.editId, t.action, t.position),
    index('edit_rows_outcome_idx').on(t.editId, t.outcome, t.position),
    index('edit_rows_product_idx').on(t.editId, t.productId),
  ],
);
