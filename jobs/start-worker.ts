import { PgBoss } from 'pg-boss';
import type { Runtime } from '@/lib/runtime';
import type { Job } from './job';
import { ensureQueues, ensureSchedules } from './queues';

export interface Worker {
  /** Takes no further job, lets the running ones come to a stop, and hands back what they left. */
  stop(): Promise<void>;
}

export interface WorkerOptions {
  /** Seconds between two looks at a queue when no notification comes. */
  readonly pollSeconds?: number;
  /** Whether this worker also sends the clock's jobs. Only tests say no. */
  readonly schedule?: boolean;
}

const STOP_SECONDS = 25;

/**
 * Starts taking jobs from the database. Any number of workers may run on any number of machines. One
 * that is killed leaves its jobs to the others once its heartbeat has been silent for half a minute.
 */
export async function startWorker(
  system: Runtime,
  jobs: readonly Job[],
  { pollSeconds = 2, schedule = true }: WorkerOptions = {},
): Promise<Worker> {
  const { logger } = system;
  const boss = new PgBoss({
    connectionString: system.env.DATABASE_URL,
    application_name: 'products-manager worker',
    max: 4,
    schedule,
    useListenNotify: true,
    monitorIntervalSeconds: 10,
    superviseIntervalSeconds: 10,
  });
  boss.on('error', (error) => logger.error({ err: error }, 'the queue failed'));
  await boss.start();
  await ensureQueues(boss);
  if (schedule) await ensureSchedules(boss);
  const stopping = new AbortController();
  for (const job of jobs) await take(boss, system, job, pollSeconds, stopping.signal);
  logger.info({ jobs: jobs.map(({ name }) => name) }, 'worker started');
  return {
    stop: async () => {
      stopping.abort();
      await boss.stop({ graceful: true, timeout: STOP_SECONDS * 1000 });
      logger.info({}, 'worker stopped');
    },
  };
}

async function take(
  boss: PgBoss,
  system: Runtime,
  job: Job,
  pollSeconds: number,
  stopping: AbortSignal,
): Promise<void> {
  const options = { localConcurrency: job.concurrency, batchSize: 1, pollingIntervalSeconds: pollSeconds };
  await boss.work<object>(job.name, options, async (batch) => {
    for (const { id, data, signal } of batch) {
      const logger = system.logger.child({ job: job.name, job_id: id });
      try {
        await job.run({ ...system, logger }, data, AbortSignal.any([signal, stopping]));
      } catch (error) {
        logger.error({ err: error }, 'job failed');
        throw error;
      }
    }
  });
}
