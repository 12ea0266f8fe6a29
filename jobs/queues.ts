import type { PgBoss, QueueOptions, QueuePolicy } from 'pg-boss';
import { JOBS, type JobName } from '@/lib/queue/jobs';

interface QueueSettings extends QueueOptions {
  readonly policy: QueuePolicy;
  readonly notify?: boolean;
}

/**
 * How each kind of work is queued. A worker that dies stops its heartbeat, and the job is given to
 * another: every job must therefore be safe to repeat from where its own records say it stands.
 */
const SETTINGS: Record<JobName, QueueSettings> = {
  'sync.run': {
    policy: 'short',
    heartbeatSeconds: 30,
    expireInSeconds: 24 * 3600,
    retryLimit: 20,
    retryDelay: 5,
    notify: true,
  },
  'sync.wake': {
    policy: 'short',
    heartbeatSeconds: 30,
    expireInSeconds: 300,
    retryLimit: 3,
    retryDelay: 5,
    notify: true,
  },
  'sync.tick': { policy: 'exclusive', heartbeatSeconds: 30, expireInSeconds: 300, retryLimit: 0 },
  edit: {
    policy: 'short',
    heartbeatSeconds: 30,
    expireInSeconds: 24 * 3600,
    retryLimit: 20,
    retryDelay: 5,
    notify: true,
  },
  notify: { policy: 'exclusive', heartbeatSeconds: 30, expireInSeconds: 900, retryLimit: 0 },
  housekeeping: {
    policy: 'exclusive',
    heartbeatSeconds: 30,
    expireInSeconds: 1800,
    retryLimit: 2,
    retryDelay: 60,
  },
  'housekeeping.pictures': {
    policy: 'exclusive',
    heartbeatSeconds: 30,
    expireInSeconds: 3 * 3600,
    retryLimit: 2,
    retryDelay: 60,
  },
};

/** What comes by the clock: cron expressions, UTC. */
const SCHEDULES: Partial<Record<JobName, string>> = {
  'sync.tick': '* * * * *',
  notify: '* * * * *',
  housekeeping: '17 * * * *',
  'housekeeping.pictures': '43 2 * * *',
};

const NAMES = Object.keys(JOBS) as JobName[];

/** Makes the queues and their schedules what this version says. Safe to repeat and to run at the same time elsewhere. */
export async function ensureQueues(boss: PgBoss): Promise<void> {
  for (const name of NAMES) {
    const { policy, ...options } = SETTINGS[name];
    if (await boss.getQueue(name)) await boss.updateQueue(name, options);
    else await boss.createQueue(name, { policy, ...options });
  }
}

/** Puts the clock's jobs in place. */
export async function ensureSchedules(boss: PgBoss): Promise<void> {
  for (const [name, cron] of Object.entries(SCHEDULES)) await boss.schedule(name, cron);
}
