import type { Db } from '@/db/client';
import { runLog } from '@/db/schema/run-log';
import type { ReportedConflict, ReportedError, Subject } from '../batch-report';

type Line = typeof runLog.$inferInsert;

/** Rows per INSERT: well below PostgreSQL's 65,535 parameters. */
const ROWS = 1_000;

/** What stood in the way of records, and what both sides had changed, as lines of the run's log. */
export async function logRecords(
  db: Db,
  runId: string,
  errors: readonly { subject: Subject; error: ReportedError }[],
  conflicts: readonly { subject: Subject; conflict: ReportedConflict }[],
): Promise<void> {
  const at = new Date();
  const lines = [
    ...errors.map(
      ({ subject, error: { code, params } }): Line => ({
        ...aboutOf(subject),
        runId,
        at,
        level: 'error',
        event: 'record_error',
        code,
        params: { ...params },
      }),
    ),
    ...conflicts
      .filter(({ conflict }) => !conflict.provisional)
      .map(
        ({ subject, conflict: { field, reason, choice } }): Line => ({
          ...aboutOf(subject),
          runId,
          at,
          level: 'warning',
          event: 'conflict',
          code: reason,
          params: { field, choice },
        }),
      ),
  ];
  for (let start = 0; start < lines.length; start += ROWS)
    await db.insert(runLog).values(lines.slice(start, start + ROWS));
}

const aboutOf = ({ kind, localId, odooModel, odooId, label }: Subject) => ({
  kind,
  localId,
  odooModel,
  odooIds: odooId === null ? [] : [odooId],
  label: label.slice(0, 300),
});
