import { dropMarks } from '../../drop-marks';
import type { RunContext } from '../../kind';
import type { Gathered } from './gather';

/** Drops the outbox rows of products that are none of this integration's business; they come back when they change. */
export async function forget(run: RunContext, outside: Gathered['outside']): Promise<void> {
  const marks = outside.map(({ headId, mark }) => ({ localId: headId, version: mark }));
  await dropMarks(run.ctx.db, run, 'product', marks);
}
