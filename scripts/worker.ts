import { SYSTEM } from '@/lib/context';
import { contextOf, openRuntime } from '@/lib/runtime';
import { noteCrash } from '@/lib/sync/engine/note-crash';
import { requireEnvironment } from './support/environment';
import { supervise } from './support/supervise';

/** `npm run worker`: a worker, and somebody who sees what it dies of. */
const environment = requireEnvironment();
await supervise(new URL('../jobs/worker.ts', import.meta.url), async (name) => {
  const system = openRuntime(environment, { maxConnections: 1 });
  try {
    await noteCrash(contextOf(system, SYSTEM), name);
  } finally {
    await system.close();
  }
});
