import type { z } from 'zod';
import { JOBS, type JobName } from '@/lib/queue/jobs';
import type { Runtime } from '@/lib/runtime';

/** One kind of background work, as the worker takes it. */
export interface Job {
  readonly name: JobName;
  /** How many at once in one worker process. */
  readonly concurrency: number;
  readonly run: (system: Runtime, data: unknown, signal: AbortSignal) => Promise<void>;
}

/**
 * Defines a job: its payload is parsed, then ONE call into lib does the work. `signal` fires when the
 * worker is asked to stop: finish the batch, leave the rest to another.
 */
export function defineJob<N extends JobName>(
  name: N,
  concurrency: number,
  work: (
    system: Runtime,
    payload: z.output<(typeof JOBS)[N]['payload']>,
    signal: AbortSignal,
  ) => Promise<void>,
): Job {
  const payload: (typeof JOBS)[N]['payload'] = JOBS[name].payload;
  return {
    name,
    concurrency,
    // What pg-boss starts by its schedule comes without data.
    run: (system, data, signal) =>
      work(system, payload.parse(data ?? {}) as z.output<typeof payload>, signal),
  };
}
