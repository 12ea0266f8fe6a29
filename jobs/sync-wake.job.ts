import { SYSTEM } from '@/lib/context';
import { contextOf } from '@/lib/runtime';
import { startDueRuns } from '@/lib/sync/engine/start-due-runs';
import { defineJob } from './job';

/** Something happened that a run should look at: what is due is started at once. */
export const syncWake = defineJob('sync.wake', 1, async (system) => {
  await startDueRuns(contextOf(system, SYSTEM));
});
