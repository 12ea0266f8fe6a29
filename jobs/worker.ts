import { env } from '@/lib/env';
import { openRuntime } from '@/lib/runtime';
import { ALL_JOBS } from './all';
import { startWorker } from './start-worker';

/** `npm run worker`: takes jobs until SIGTERM or SIGINT, then lets the running ones come to a stop. */
const system = openRuntime(env(), { maxConnections: 12 });
const worker = await startWorker(system, ALL_JOBS);

let ending = false;
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.on(signal, () => {
    if (ending) process.exit(130);
    ending = true;
    void worker
      .stop()
      .then(() => system.close())
      .finally(() => process.exit(0));
  });
}
