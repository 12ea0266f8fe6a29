import { cacheOf } from '@/lib/cache/open-cache';
import { SYSTEM } from '@/lib/context';
import { env } from '@/lib/env';
import { contextOf, openRuntime } from '@/lib/runtime';
import { startDueRuns } from '@/lib/sync/engine/start-due-runs';
import { ALL_JOBS } from './all';
import { startPulse } from './pulse';
import { startWorker } from './start-worker';

/** How soon a local edit, a webhook or a schedule that came due is seen. */
const PULSE_SECONDS = 0.5;

/** Takes jobs until SIGTERM or SIGINT, then lets the running ones come to a stop. */
const system = openRuntime(env(), { maxConnections: 12 });
const cache = cacheOf(system.env, system.logger);
const worker = await startWorker(system, ALL_JOBS);
const ctx = contextOf(system, SYSTEM);
const pulse = startPulse(
  PULSE_SECONDS,
  () => startDueRuns(ctx),
  (error) => system.logger.error({ err: error }, 'looking for due runs failed'),
);

let ending = false;
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.on(signal, () => {
    if (ending) process.exit(130);
    ending = true;
    void end().finally(() => process.exit(0));
  });
}

// Whoever watched over this process is dead: another will be started, and two under one watch are one too many.
process.once('disconnect', () => process.exit(1));

async function end(): Promise<void> {
  await pulse.stop();
  await worker.stop();
  await cache.close();
  await system.close();
}
