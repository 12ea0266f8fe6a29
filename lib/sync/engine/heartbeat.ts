import { and, eq, sql } from 'drizzle-orm';
import type { Db } from '@/db/client';
import { runs } from '@/db/schema/runs';
import type { OdooSession } from '@/lib/odoo/session';
import type { Run } from './claim-run';
import { RunStopped } from './run-stopped';

export type RunState = Partial<
  Pick<Run, 'progress' | 'counts' | 'comparison' | 'rpcCalls' | 'rpc' | 'checkpoint'>
>;

/** What the calls of a run's session have cost so far. */
export function callsOf({ calls }: Pick<OdooSession, 'calls'>): Pick<Run, 'rpcCalls' | 'rpc'> {
  return { rpcCalls: calls.count, rpc: calls.told };
}

/**
 * Tells everyone that the worker lives, and writes how far the run is. Given the transaction of a batch it is a fence
 * as well: the row stays locked until the commit, so that a run cannot be taken over between the check and the writes.
 * @throws RunStopped when a person cancelled the run, or when it is another worker's by now.
 */
export async function beat(db: Db, run: Pick<Run, 'id' | 'workerId'>, state: RunState = {}): Promise<void> {
  const [row] = await db
    .update(runs)
    .set({ ...state, heartbeatAt: sql`now()` })
    .where(and(eq(runs.id, run.id), eq(runs.workerId, run.workerId ?? ''), eq(runs.status, 'running')))
    .returning({ cancelRequestedAt: runs.cancelRequestedAt });
  if (!row) throw new RunStopped('taken_over');
  if (row.cancelRequestedAt) throw new RunStopped('cancelled');
}
