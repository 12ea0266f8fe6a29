import { editRows } from '@/db/schema/edits';
import type { Ctx } from '@/lib/context';
import type { RowChange } from './row-change';

/** A row as it is prepared. */
export interface PreparedRow {
  readonly position: number;
  readonly action: 'create' | 'update' | 'unchanged' | 'wrong';
  readonly productId: string | null;
  readonly label: string;
  readonly change: RowChange;
  readonly before: RowChange;
  readonly problems: readonly { column: string; code: string; params?: Record<string, string | number> }[];
}

/** Writes down what rows would do; a row that was written already (by a worker that died) is written anew. */
export async function saveRows({ db }: Ctx, editId: string, rows: readonly PreparedRow[]): Promise<void> {
  if (rows.length === 0) return;
  await db
    .insert(editRows)
    .values(
      rows.map(({ change, before, problems, ...row }) => ({
        ...row,
        editId,
        change: { ...change },
        before: { ...before },
        problems: [...problems],
      })),
    )
    .onConflictDoNothing();
}
