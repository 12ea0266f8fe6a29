import { requireEnvironment } from './support/environment';
import { supervise } from './support/supervise';

/** `npm run worker`: a worker, and somebody small beside it who sees what it dies of. */
const environment = requireEnvironment();
await supervise(new URL('../jobs/worker.ts', import.meta.url), async (name) => {
  const { contextOf, openRuntime } = await import('@/lib/runtime');
  const { SYSTEM } = await import('@/lib/context');
  const { noteCrash } = await import('@/lib/sync/engine/note-crash');
  // The queue looks at its own tables beside the transaction that a job is sent in.
  const system = openRuntime(environment, { maxConnections: 3 });
  try {
    await noteCrash(contextOf(system, SYSTEM), name);
  } finally {
    await system.close();
  }
});
