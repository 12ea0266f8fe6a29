import { SYSTEM } from '@/lib/context';
import { resumeStranded } from '@/lib/edits/work';
import { contextOf } from '@/lib/runtime';
import { startDueRuns } from '@/lib/sync/engine/start-due-runs';
import { defineJob } from './job';

/** The clock's reminder, should every worker's own pulse have missed something. */
export const syncTick = defineJob('sync.tick', 1, async (system) => {
  const ctx = contextOf(system, SYSTEM);
  await startDueRuns(ctx);
  await resumeStranded(ctx);
});
