import { type SQL, sql } from 'drizzle-orm';
import type { Ctx } from '@/lib/context';
import type { Env } from '@/lib/env';
import { forgetCustomers } from '@/lib/orders/forget-customers';

/** How long what is kept, in days. `KEEP_CUSTOMERS_DAYS` 0: for ever. */
export type Retention = Pick<
  Env,
  | 'KEEP_RUNS_DAYS'
  | 'KEEP_LOGS_DAYS'
  | 'KEEP_ERRORS_DAYS'
  | 'KEEP_AUDIT_DAYS'
  | 'KEEP_EVENTS_DAYS'
  | 'KEEP_SESSIONS_DAYS'
  | 'KEEP_CUSTOMERS_DAYS'
>;

const DAY_MS = 24 * 3600 * 1000;
/** What guards against repetition and guessing is useless after a week. */
const GUARD_DAYS = 7;
/** Rows per statement: nobody waits long for the locks of one. */
const BATCH = 5_000;

/** Of each integration these say when it last ran and succeeded: they stay, however old. */
const LAST_RUNS = sql`
  select distinct on (integration_id, status = 'succeeded') id from runs
  where finished_at is not null and not dry_run order by integration_id, status = 'succeeded', created_at desc`;

/**
 * Forgets what is past its keeping time: runs with their changes, settled errors and conflicts, the audit trail,
 * handled webhooks, ended sessions and links, and customers where that is set. What is open is never touched.
 */
export async function keepHouse(ctx: Ctx, keep: Retention): Promise<Record<string, number>> {
  const before = (days: number) =>
    sql`${new Date(ctx.now().getTime() - days * DAY_MS).toISOString()}::timestamptz`;
  const oldRuns = sql`finished_at < ${before(keep.KEEP_RUNS_DAYS)} and id not in (${LAST_RUNS})`;
  const guards = before(GUARD_DAYS);
  const errors = before(keep.KEEP_ERRORS_DAYS);
  const sessions = before(keep.KEEP_SESSIONS_DAYS);
  const forget = (table: string, key: string, past: SQL) => deleteInBatches(ctx, table, key, past);
  const customersDays = keep.KEEP_CUSTOMERS_DAYS;
  return {
    run_changes: await forget('run_changes', 'id', sql`run_id in (select id from runs where ${oldRuns})`),
    run_log: await forget('run_log', 'id', sql`at < ${before(keep.KEEP_LOGS_DAYS)}`),
    runs: await forget('runs', 'id', oldRuns),
    errors: await forget('sync_errors', 'id', sql`status = 'resolved' and resolved_at < ${errors}`),
    conflicts: await forget('conflicts', 'id', sql`applied_at < ${errors}`),
    edits: await forget('edits', 'id', sql`created_at < ${before(keep.KEEP_RUNS_DAYS)}`),
    notifications: await forget('notifications', 'id', sql`ended_at < ${errors}`),
    audit: await forget('audit_events', 'id', sql`at < ${before(keep.KEEP_AUDIT_DAYS)}`),
    webhook_events: await forget(
      'webhook_events',
      'id',
      sql`status = 'done' and received_at < ${before(keep.KEEP_EVENTS_DAYS)}`,
    ),
    sessions: await forget('sessions', 'id', sql`least(expires_at, revoked_at) < ${sessions}`),
    password_links: await forget('password_links', 'id', sql`least(expires_at, used_at) < ${sessions}`),
    idempotency_keys: await forget('idempotency_keys', 'key', sql`created_at < ${guards}`),
    sign_in_attempts: await forget('sign_in_attempts', 'key', sql`last_at < ${guards}`),
    customers:
      customersDays === 0
        ? 0
        : await forgetCustomers(ctx, { before: new Date(ctx.now().getTime() - customersDays * DAY_MS) }),
  };
}

async function deleteInBatches({ db }: Ctx, table: string, key: string, past: SQL): Promise<number> {
  const [from, id] = [sql.identifier(table), sql.identifier(key)];
  for (let total = 0; ; ) {
    const gone = await db.execute(
      sql`delete from ${from} where ${id} in (select ${id} from ${from} where ${past} limit ${BATCH}::int)`,
    );
    total += gone.count;
    if (gone.count < BATCH) return total;
  }
}
