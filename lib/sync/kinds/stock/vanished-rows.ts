import { and, eq } from 'drizzle-orm';
import { cursors } from '@/db/schema/feeds';
import { countRecords, highestId, type Stream } from '@/lib/odoo/intentions/changes';
import type { Domain } from '@/lib/odoo/rows';
import type { RunContext } from '../kind';

export interface Vanished {
  /** Whether rows went, or are seen again, since the last run; so it is where none has counted them yet. */
  readonly moved: boolean;
  /** Remembers the count: to be called once all that hangs on it went through. */
  readonly settled: () => Promise<void>;
}

/**
 * Odoo deletes emptied quants and unlinked rules without a trace in any date. So those up to the highest id known are
 * counted every run: what is born meanwhile makes up for none that went. One call, two in a run that has seen new rows.
 * @param newest the highest id that this run was shown, 0 where it was shown none
 */
export async function vanishedRows(
  run: RunContext,
  model: Stream,
  filter: Domain,
  newest: number,
): Promise<Vanished> {
  const { db } = run.ctx;
  const key = { integrationId: run.integration.id, stream: `${model}:count` };
  const [before] = await db
    .select({ count: cursors.count, upTo: cursors.upTo })
    .from(cursors)
    .where(and(eq(cursors.integrationId, key.integrationId), eq(cursors.stream, key.stream)));
  const known = before?.upTo ?? null;
  const upTo = Math.max(known ?? (await highestId(run.odoo, model, filter)), newest);
  const countTo = (id: number) => countRecords(run.odoo, model, [...filter, ['id', '<=', id]]);
  // The wider one first: a row that goes between the two questions is still in it, and missing next time.
  const count = await countTo(upTo);
  const kept = known === null || known === upTo ? count : await countTo(known);
  return {
    moved: known === null || kept !== before?.count,
    settled: async () => {
      const state = { count, upTo, sweptAt: run.ctx.now() };
      await db
        .insert(cursors)
        .values({ ...key, ...state })
        .onConflictDoUpdate({ target: [cursors.integrationId, cursors.stream], set: state });
    },
  };
}
