import { sql } from 'drizzle-orm';
import { fromDrizzle, PgBoss } from 'pg-boss';
import type { z } from 'zod';
import type { Db } from '@/db/client';
import { JOBS, type JobName } from './jobs';

export interface SendOptions {
  /** At most one queued job per queue and key: a second send is dropped until the first one starts. */
  readonly key?: string;
  /** Seconds to wait before the job may start. */
  readonly delaySeconds?: number;
}

/** Where verbs leave work for the workers. */
export interface Queue {
  /** Queues a job inside the transaction that `db` is, so that it exists exactly if that commits. */
  send<N extends JobName>(
    db: Db,
    name: N,
    payload: z.input<(typeof JOBS)[N]['payload']>,
    options?: SendOptions,
  ): Promise<void>;
}

/**
 * The queue over pg-boss, in the schema that `migrate` installed. It only sends: the workers are in jobs/.
 * @param db a connection that no transaction holds: pg-boss asks once what each queue is, amid the transaction that
 *   sends, and would wait for ever where every connection of the pool is in one
 */
export function createQueue(db: Db): Queue {
  const sender = new PgBoss({ db: fromDrizzle(db, sql), supervise: false, schedule: false, migrate: false });
  return {
    async send(tx, name, payload, { key, delaySeconds } = {}) {
      const data: object = JOBS[name].payload.parse(payload);
      await sender.send(name, data, {
        db: fromDrizzle(tx, sql),
        ...(key === undefined ? {} : { singletonKey: key }),
        ...(delaySeconds === undefined ? {} : { startAfter: delaySeconds }),
      });
    },
  };
}
