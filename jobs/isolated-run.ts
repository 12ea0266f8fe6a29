import { env } from '@/lib/env';
import { openRuntime } from '@/lib/runtime';
import { carryOut } from './carry-out';

/** A process for one run, named in `PM_RUN`: what kills it kills no other. */
const system = openRuntime(env(), { maxConnections: 4 });
const stopping = new AbortController();
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => stopping.abort());
// The worker that asked for it is dead: another will take the run over.
process.once('disconnect', () => process.exit(1));

const runId = process.env.PM_RUN;
if (!runId) throw new Error('PM_RUN must name a run: carry-out-isolated.ts does.');
await carryOut(system, runId, stopping.signal);
process.exit(0);
