import { eq } from 'drizzle-orm';
import { runDifferences } from '@/db/schema/differences';
import type { Ctx } from '@/lib/context';
import type { Run } from '../../kinds/kind';

/** A check that was taken over says what both sides are now, not what they were when the worker died: it begins anew. */
export async function startCheckAnew({ db }: Pick<Ctx, 'db'>, run: Run): Promise<Run> {
  await db.delete(runDifferences).where(eq(runDifferences.runId, run.id));
  return { ...run, comparison: {}, checkpoint: null };
}
