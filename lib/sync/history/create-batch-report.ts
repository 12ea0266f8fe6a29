import { and, eq, inArray, ne, or, type SQL, sql } from 'drizzle-orm';
import { anyOf } from '@/db/any-of';
import type { Db } from '@/db/client';
import { insertRows } from '@/db/many-rows';
import { syncErrors } from '@/db/schema/inbox';
import { type KindCounts, type RecordKind, runChanges } from '@/db/schema/runs';
import type { Comparison, Counts } from '../kinds/kind';
import type { BatchReport, ReportedChange, ReportedConflict, ReportedError, Subject } from './batch-report';
import { type ComparedRecord, countCompared, saveDifferences } from './differences/save-differences';
import { countIn } from './kind-counts';
import { logRecords } from './log/log-records';
import { closeDecisions, familyOf, saveConflict, settleVanished } from './save-conflict';

interface Owner {
  readonly runId: string;
  readonly integrationId: string;
  /** The run's figures, added to when the batch is saved. */
  readonly counts: Counts;
  /** What a check has compared so far; added to likewise. */
  readonly comparison: Comparison;
  /** Tells changes and what stands in their way; decides, settles and asks nothing. */
  readonly preview: boolean;
  /** Who edited records in Odoo last, as far as the run has asked. */
  readonly editors: ReadonlyMap<string, string>;
}

export function createBatchReport(owner: Owner): BatchReport {
  const { runId, integrationId, counts, comparison, preview, editors } = owner;
  const figures: [RecordKind, keyof KindCounts, number][] = [];
  const changes: { subject: Subject; change: ReportedChange }[] = [];
  const errors = new Map<string, { subject: Subject; error: ReportedError }>();
  const successes: Subject[] = [];
  const conflicts: { subject: Subject; conflict: ReportedConflict }[] = [];
  const decided: Subject[] = [];
  const compared: ComparedRecord[] = [];

  return {
    count: (kind, figure, by = 1) => void figures.push([kind, figure, by]),
    change: (subject, change) => void changes.push({ subject, change }),
    error: (subject, error) => void errors.set(errorKey(subject, error.code), { subject, error }),
    success: (subject) => void successes.push(subject),
    conflict: (subject, conflict) => void conflicts.push({ subject, conflict }),
    compared: (subject, found) => void compared.push({ subject, found }),
    decided: (subject) => void decided.push(subject),
    async save(db) {
      const rows = changes.map(({ subject, change }) => ({ runId, ...columnsOf(subject), ...change }));
      await insertRows(db, runChanges, rows);
      await saveErrors(db, { integrationId, runId }, [...errors.values()]);
      await logRecords(db, runId, [...errors.values()], conflicts);
      if (!preview) await settle(db);
      await saveDifferences(db, runId, compared);
      for (const [kind, figure, by] of figures) countIn(counts, kind, figure, by);
      figures.length = 0;
      for (const record of compared) countCompared(comparison, record);
      compared.length = 0;
    },
  };

  /** What went well, what is asked and what was decided, for those who look after errors and conflicts. */
  async function settle(db: Db): Promise<void> {
    await resolve(db, integrationId, successes, new Set(errors.keys()));
    for (const { subject, conflict } of conflicts) {
      await saveConflict(db, { integrationId, runId, editors }, subject, conflict);
    }
    await settleVanished(db, integrationId, successes, conflicts);
    await closeDecisions(db, integrationId, decided, conflicts);
  }
}

export function columnsOf({ kind, localId, odooModel, odooId, label }: Subject) {
  return { kind, localId, odooModel, odooId, label: label.slice(0, 300) };
}

type Keyed = Pick<Subject, 'kind' | 'localId' | 'odooModel' | 'odooId'> & { warehouseId?: string | null };

function errorKey(subject: Keyed, code: string): string {
  const { kind, localId, odooModel, odooId, warehouseId = null } = subject;
  return [kind, localId, odooModel, odooId, warehouseId, code].join(' ');
}

/** Errors of records that went well this time are resolved, except those reported again. */
async function resolve(
  db: Db,
  integrationId: string,
  subjects: readonly Subject[],
  again: ReadonlySet<string>,
) {
  const matches = subjectFilter(subjects);
  if (!matches) return;
  const open = await db
    .select()
    .from(syncErrors)
    .where(and(eq(syncErrors.integrationId, integrationId), ne(syncErrors.status, 'resolved'), matches));
  const families = new Set(subjects.map((subject) => familyOf(subject.kind)));
  const done = open
    .filter((row) => families.has(familyOf(row.kind)) && !again.has(errorKey(row, row.code)))
    .map((row) => row.id);
  if (done.length === 0) return;
  await db
    .update(syncErrors)
    .set({ status: 'resolved', resolvedAt: sql`now()`, nextRetryAt: null })
    .where(anyOf(syncErrors.id, done));
}

/** Open errors that are about one of the subjects, by its id here or in Odoo. */
function subjectFilter(subjects: readonly Subject[]): SQL | undefined {
  const localIds = subjects.flatMap((subject) => subject.localId ?? []);
  const odooIds = subjects.flatMap((subject) => subject.odooId ?? []);
  const models = [...new Set(subjects.flatMap((subject) => subject.odooModel ?? []))];
  return or(
    ...(localIds.length > 0 ? [anyOf(syncErrors.localId, localIds)] : []),
    ...(odooIds.length > 0
      ? [and(inArray(syncErrors.odooModel, models), anyOf(syncErrors.odooId, odooIds))]
      : []),
  );
}

/**
 * One row per record and cause. Retried with doubling pauses: a minute at first for what passes by itself, a quarter
 * of an hour for what needs a hand; a day at most. The jitter keeps many of them from coming back at once.
 */
async function saveErrors(
  db: Db,
  { integrationId, runId }: { integrationId: string; runId: string },
  found: readonly { readonly subject: Subject; readonly error: ReportedError }[],
): Promise<void> {
  if (found.length === 0) return;
  const rows = found.map(({ subject, error: { class: kind, code, message, params } }) => ({
    ...columnsOf(subject),
    warehouseId: subject.warehouseId ?? null,
    class: kind,
    code,
    message,
    params,
    first: kind === 'transient' ? 1 : 15,
  }));
  await db.execute(sql`
    insert into sync_errors (id, integration_id, run_id, kind, local_id, odoo_model, odoo_id, warehouse_id, label, class, code, message, params, next_retry_at)
    select gen_random_uuid(), ${integrationId}, ${runId}, e.kind, e."localId", e."odooModel", e."odooId", e."warehouseId", e.label,
      e.class, e.code, e.message, e.params, now() + make_interval(mins => e.first)
    from json_to_recordset(${asJson(rows)}::json) as e(kind text, "localId" uuid, "odooModel" text, "odooId" int,
      "warehouseId" uuid, label text, class text, code text, message text, params jsonb, first int)
    on conflict (integration_id, kind, coalesce(local_id::text, ''), coalesce(odoo_model, ''), coalesce(odoo_id, 0), code,
      coalesce(warehouse_id::text, ''))
      where status <> 'resolved'
    do update set run_id = excluded.run_id, label = excluded.label, class = excluded.class, message = excluded.message,
      params = excluded.params, attempts = sync_errors.attempts + 1, last_seen_at = now(),
      next_retry_at = case when sync_errors.status = 'ignored' then null else now() + least(interval '1 day',
        make_interval(mins => case when excluded.class = 'transient' then 1 else 15 end)
          * power(2, least(sync_errors.attempts, 12)) * (0.75 + random() / 2)) end`);
}

/** What was cut within a character would spoil the JSON of all rows: it loses that character. */
function asJson(rows: readonly unknown[]): string {
  return JSON.stringify(rows, (_, value: unknown) =>
    typeof value === 'string' ? value.toWellFormed() : value,
  );
}
