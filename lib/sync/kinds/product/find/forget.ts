import { dropMark } from '../../drop-mark';
import type { RunContext } from '../../kind';
import type { Gathered } from './gather';

/** Drops the outbox rows of products that are none of this integration's business; they come back when they change. */
export async function forget(run: RunContext, outside: Gathered['outside']): Promise<void> {
  for (const { headId, mark } of outside) await dropMark(run.ctx.db, run, 'product', headId, mark);
}
