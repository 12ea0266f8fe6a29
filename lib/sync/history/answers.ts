import { z } from 'zod';

const instant = z.iso.datetime();
export const recordKind = z.enum(['category', 'product', 'variant', 'image', 'stock', 'order', 'warehouse']);
export const runStatus = z.enum(['queued', 'running', 'succeeded', 'partial', 'failed', 'cancelled']);
export const runTrigger = z.enum(['manual', 'schedule', 'webhook', 'local_change', 'first_import', 'undo']);
export const errorClass = z.enum(['transient', 'authentication', 'permission', 'validation', 'mapping']);
export const errorStatus = z.enum(['open', 'ignored', 'resolved']);
export const conflictStatus = z.enum(['open', 'settled']);
export const changeSide = z.enum(['here', 'odoo']);
export const changeAction = z.enum(['create', 'update', 'archive', 'restore', 'delete', 'link', 'unlink']);

export const differenceOutlook = z.enum(['to_here', 'to_odoo', 'conflict', 'stays', 'unreadable']);

const tally = z.number().int();
export const kindCounts = z
  .object({
    seen: tally,
    created_here: tally,
    updated_here: tally,
    deleted_here: tally,
    created_in_odoo: tally,
    updated_in_odoo: tally,
    archived_in_odoo: tally,
    unchanged: tally,
    failed: tally,
    conflicts: tally,
  })
  .meta({ id: 'KindCounts' });

/** What a check compared of one kind, and what of it is not alike on the two sides. */
export const kindComparison = z
  .object({
    records: tally,
    values: tally,
    differing: tally,
    missing_here: tally,
    missing_in_odoo: tally,
    /** Differing values, by field. */
    fields: z.record(z.string(), tally),
  })
  .meta({ id: 'KindComparison' });

export const runAnswer = z
  .object({
    id: z.uuid(),
    integration_id: z.uuid(),
    integration_name: z.string(),
    trigger: runTrigger,
    mode: z.enum(['incremental', 'full']),
    dry_run: z.boolean(),
    /** `check`: compares everything selected with Odoo and writes on neither side. */
    purpose: z.enum(['sync', 'check']),
    status: runStatus,
    created_at: instant,
    started_at: instant.nullable(),
    finished_at: instant.nullable(),
    progress: z.object({ phase: z.string(), done: z.number(), total: z.number().nullable() }),
    counts: z.partialRecord(recordKind, kindCounts),
    /** Of a check, by kind. */
    comparison: z.partialRecord(recordKind, kindComparison),
    rpc_calls: z.number(),
    /** Of a finished preview: calls to Odoo and seconds that the run itself will take, about. */
    estimate: z.object({ calls: z.number(), seconds: z.number() }).nullable(),
    cancel_requested: z.boolean(),
    undo_of: z.uuid().nullable(),
    requested_by: z.string().nullable(),
    /** What a person should know of it, though it went its way. */
    notices: z.array(z.object({ code: z.string(), message: z.string() })),
    /** Why the whole run ended early. */
    error: z
      .object({ class: z.string(), code: z.string(), message: z.string(), remedy: z.string() })
      .nullable(),
  })
  .meta({ id: 'Run' });
export type RunAnswer = z.output<typeof runAnswer>;

/** Which record is spoken of, here and in Odoo, and what to call it. */
const aboutRecord = {
  kind: recordKind,
  label: z.string(),
  local_id: z.uuid().nullable(),
  odoo_model: z.string().nullable(),
  odoo_id: z.number().nullable(),
};

export const changeAnswer = z
  .object({
    id: z.number(),
    ...aboutRecord,
    side: changeSide,
    action: changeAction,
    fields: z.record(z.string(), z.object({ before: z.unknown(), after: z.unknown() })),
    at: instant,
    undone_by: z.uuid().nullable(),
  })
  .meta({ id: 'Change' });
export type ChangeAnswer = z.output<typeof changeAnswer>;

/** One value, or one whole record, that a check found not alike. */
export const differenceAnswer = z
  .object({
    id: z.number(),
    ...aboutRecord,
    /** Null: the record as a whole is missing. */
    field: z.string().nullable(),
    missing: changeSide.nullable(),
    products_manager_value: z.unknown(),
    odoo_value: z.unknown(),
    /** What becomes of it by itself. */
    outlook: differenceOutlook,
  })
  .meta({ id: 'Difference' });
export type DifferenceAnswer = z.output<typeof differenceAnswer>;

export const errorAnswer = z
  .object({
    id: z.uuid(),
    integration_id: z.uuid(),
    run_id: z.uuid().nullable(),
    ...aboutRecord,
    class: errorClass,
    code: z.string(),
    message: z.string(),
    remedy: z.string(),
    /** Odoo's own words, where there are any. */
    odoo_message: z.string(),
    attempts: z.number(),
    first_seen_at: instant,
    last_seen_at: instant,
    next_retry_at: instant.nullable(),
    status: errorStatus,
  })
  .meta({ id: 'SyncError' });
export type ErrorAnswer = z.output<typeof errorAnswer>;

export const conflictAnswer = z
  .object({
    id: z.uuid(),
    integration_id: z.uuid(),
    run_id: z.uuid().nullable(),
    ...aboutRecord,
    field: z.string(),
    reason: z.enum(['both_changed', 'several_candidates', 'deleted_and_changed']),
    base_value: z.unknown(),
    products_manager_value: z.unknown(),
    odoo_value: z.unknown(),
    /** When each side was last edited, where that is known. */
    products_manager_changed_at: instant.nullable(),
    odoo_changed_at: instant.nullable(),
    /** Who edited the record last on each side, by name. */
    products_manager_changed_by: z.string().nullable(),
    odoo_changed_by: z.string().nullable(),
    candidates: z
      .array(z.object({ side: changeSide, id: z.union([z.string(), z.number()]), label: z.string() }))
      .nullable(),
    policy: z.enum(['newest', 'odoo', 'products_manager', 'manual']),
    status: conflictStatus,
    choice: z.enum(['odoo', 'products_manager', 'value']).nullable(),
    chosen_value: z.unknown(),
    settled_by: z.string().nullable(),
    settled_at: instant.nullable(),
    applied_at: instant.nullable(),
    created_at: instant,
  })
  .meta({ id: 'Conflict' });
export type ConflictAnswer = z.output<typeof conflictAnswer>;

const undoAction = z.enum(['update', 'delete', 'restore']);
/** Why it is left as it is. */
const undoObstacle = z.enum(['changed_since', 'created_in_odoo', 'not_an_edit', 'gone', 'refused']);

const undoStep = z.object({
  kind: recordKind,
  local_id: z.uuid().nullable(),
  label: z.string(),
  action: undoAction,
  fields: z.record(z.string(), z.object({ before: z.unknown(), after: z.unknown() })),
  /** What the run brought here: it goes here alone, and is left out. */
  untied: z.boolean(),
  reason: undoObstacle.optional(),
});
export type UndoStepAnswer = z.output<typeof undoStep>;

/**
 * What an undo does, or with `dry_run` would do; `run_id` is null when there is nothing to carry out. The lists have at
 * most a page of records; `counts` of a dry run tell of all, and `cursor` in the next request continues the lists.
 */
export const undoAnswer = z
  .object({
    run_id: z.uuid().nullable(),
    counts: z
      .array(
        z.object({
          kind: recordKind,
          action: undoAction,
          untied: z.boolean(),
          reason: undoObstacle.optional(),
          count: z.number().int(),
        }),
      )
      .optional(),
    /** Whether edits made here are written to Odoo: not by an integration that only imports. */
    writes_odoo: z.boolean().optional(),
    /** What ids among the values are called: categories by path, pictures by the address of a thumbnail. */
    names: z.record(z.string(), z.string()).optional(),
    changes: z.array(undoStep),
    skipped: z.array(undoStep),
    next_cursor: z.string().nullable(),
  })
  .meta({ id: 'Undo' });
export type UndoAnswer = z.output<typeof undoAnswer>;

export const leftOutAnswer = z
  .object({
    id: z.uuid(),
    integration_id: z.uuid(),
    integration_name: z.string(),
    kind: z.enum(['category', 'product', 'variant']),
    label: z.string(),
    local_id: z.uuid(),
    odoo_model: z.string(),
    odoo_id: z.number(),
    left_out_by: z.string().nullable(),
    left_out_at: instant,
    undo_id: z.uuid(),
  })
  .meta({ id: 'LeftOut' });
export type LeftOutAnswer = z.output<typeof leftOutAnswer>;
