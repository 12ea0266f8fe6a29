import { v7 } from 'uuid';
import { cacheOf } from '@/lib/cache/open-cache';
import { SYSTEM } from '@/lib/context';
import { contextOf, type Runtime } from '@/lib/runtime';
import { storeOf } from '@/lib/storage/open-store';
import { runSync } from '@/lib/sync/engine/run-sync';

/** Which process has a run: whoever watches over it names it, to find its runs again should it die. */
const PROCESS = process.env.PM_WORKER ?? v7();

/** Carries out a run in this process. */
export function carryOut(system: Runtime, runId: string, signal: AbortSignal): Promise<void> {
  return runSync(
    contextOf(system, SYSTEM, { run_id: runId }),
    {
      store: storeOf(system.env),
      cache: cacheOf(system.env, system.logger),
      signal,
      workerId: `${PROCESS}/${v7()}`,
    },
    { runId },
  );
}
