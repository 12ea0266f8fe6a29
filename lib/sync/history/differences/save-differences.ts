import type { Db } from '@/db/client';
import { runDifferences } from '@/db/schema/differences';
import type { KindComparison, RecordKind } from '@/db/schema/runs';
import type { ReportedComparison, Subject } from '../batch-report';

export interface ComparedRecord {
  readonly subject: Subject;
  readonly found: ReportedComparison;
}

/** Rows per INSERT: well below PostgreSQL's 65,535 parameters. */
const ROWS = 1_000;

/** Keeps what is not alike; what is alike is only counted. */
export async function saveDifferences(
  db: Db,
  runId: string,
  records: readonly ComparedRecord[],
): Promise<void> {
  const rows = records.flatMap(({ subject, found }) => {
    const record = { runId, ...subject, label: subject.label.slice(0, 300) };
    const { missing } = found;
    return [
      ...(missing ? [{ ...record, missing: missing.side, outlook: missing.outlook }] : []),
      ...found.differences.map(({ field, here, odoo, outlook }) => ({
        ...record,
        field,
        hereValue: here,
        odooValue: odoo,
        outlook,
      })),
    ];
  });
  for (let at = 0; at < rows.length; at += ROWS)
    await db.insert(runDifferences).values(rows.slice(at, at + ROWS));
}

const nothing = (): KindComparison => ({
  records: 0,
  values: 0,
  differing: 0,
  missing_here: 0,
  missing_in_odoo: 0,
  fields: {},
});

/** Adds a record to the figures of its kind. */
export function countCompared(
  comparison: Partial<Record<RecordKind, KindComparison>>,
  { subject, found }: ComparedRecord,
): void {
  const kind = comparison[subject.kind] ?? nothing();
  comparison[subject.kind] = kind;
  kind.records += 1;
  kind.values += found.values;
  if (found.missing?.side === 'here') kind.missing_here += 1;
  if (found.missing?.side === 'odoo') kind.missing_in_odoo += 1;
  if (found.differences.length > 0) kind.differing += 1;
  for (const { field } of found.differences) kind.fields[field] = (kind.fields[field] ?? 0) + 1;
}
