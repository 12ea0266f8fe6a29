import { sql } from 'drizzle-orm';
import type { Db } from '@/db/client';
import type { RunContext } from './kind';

export interface Mark {
  readonly localId: string;
  /** Of the row as it was read. */
  readonly version: number;
}

/** Drops the outbox rows that a batch has answered. A row with another version is a later edit, and stays work. */
export async function dropMarks(
  tx: Pick<Db, 'execute'>,
  { integration }: RunContext,
  kind: 'product' | 'category' | 'stock',
  marks: readonly Mark[],
): Promise<void> {
  if (marks.length === 0) return;
  const rows = marks.map(({ localId, version }) => ({ local_id: localId, version }));
  await tx.execute(sql`
    delete from outbox using json_to_recordset(${JSON.stringify(rows)}::json) as done(local_id uuid, version bigint)
    where integration_id = ${integration.id} and kind = ${kind}
      and outbox.local_id = done.local_id and outbox.version = done.version`);
}
