import { z } from 'zod';

/**
 * Every kind of background work and what it is told: the whole vocabulary between those who queue
 * and the workers. A payload names things by id only; the worker reads the rest from the database.
 */
export const JOBS = {
  /** Carry out a run that is queued in `runs`. */
  'sync.run': { payload: z.object({ run_id: z.uuid() }) },
  /** Look whether an integration has work due (local edits, webhooks) and start a run. */
  'sync.wake': { payload: z.object({ integration_id: z.uuid() }) },
  /** Every minute: start what the schedules of all integrations ask for, take over abandoned runs. */
  'sync.tick': { payload: z.object({}) },
  /** Read, apply or take back an edit of many records, as its row in `edits` says. */
  edit: { payload: z.object({ edit_id: z.uuid() }) },
  /** Every minute, and when a run stopped for a person: notice states that began or are over, and send the letters and calls that are due. */
  notify: { payload: z.object({}) },
  /** Every hour: forget what is past its keeping time. */
  housekeeping: { payload: z.object({}) },
  /** Every night: remove the pictures that no product has any more, and the files of imports that were read. */
  'housekeeping.pictures': { payload: z.object({}) },
} as const satisfies Record<string, { payload: z.ZodType<object> }>;

export type JobName = keyof typeof JOBS;
export type JobPayload<N extends JobName> = z.output<(typeof JOBS)[N]['payload']>;
