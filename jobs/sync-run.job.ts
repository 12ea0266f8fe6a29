import { isIsolated } from '@/lib/sync/engine/note-crash';
import { carryOut } from './carry-out';
import { carryOutIsolated } from './carry-out-isolated';
import { defineJob } from './job';

/**
 * Several at once in one worker: runs of different integrations wait for different Odoos. One that a worker died beside
 * goes apart from the others.
 */
export const syncRun = defineJob('sync.run', 4, async (system, { run_id: runId }, signal) =>
  (await isIsolated(system.db, runId))
    ? carryOutIsolated(system, runId, signal)
    : carryOut(system, runId, signal),
);
