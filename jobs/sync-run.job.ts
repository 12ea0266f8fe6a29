import { v7 } from 'uuid';
import { cacheOf } from '@/lib/cache/open-cache';
import { SYSTEM } from '@/lib/context';
import { contextOf } from '@/lib/runtime';
import { storeOf } from '@/lib/storage/open-store';
import { runSync } from '@/lib/sync/engine/run-sync';
import { defineJob } from './job';

/** Which process has a run: whoever watches over it names it, to find its runs again should it die. */
const PROCESS = process.env.PM_WORKER ?? v7();

/** Several at once in one worker: runs of different integrations wait for different Odoos. */
export const syncRun = defineJob('sync.run', 4, (system, { run_id: runId }, signal) =>
  runSync(
    contextOf(system, SYSTEM, { run_id: runId }),
    {
      store: storeOf(system.env),
      cache: cacheOf(system.env, system.logger),
      signal,
      workerId: `${PROCESS}/${v7()}`,
    },
    { runId },
  ),
);
