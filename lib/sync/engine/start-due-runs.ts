import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { RunTrigger } from '@/db/schema/runs';
import type { Ctx } from '@/lib/context';
import { AppError } from '@/lib/errors';
import { requestRun } from '../history/request-run';
import { SILENCE_SECONDS } from './claim-run';
import { ROUND_MINUTES } from './next-run';

/** A local edit waits so long for the next one, so that saving several things at once costs one run. */
const LOCAL_EDIT_SECONDS = 0.5;
/** Quantities are never older than this, whatever the frequency of the rest (S6). */
const STOCK_MINUTES = 5;

/**
 * Hours of the night (TIME_ZONE) in which everything is read once more: what leaves no date behind (a picture, an order
 * line, a bill of materials deleted by itself) and what came to light after the overlap window is seen then (sync.md, a
 * full sweep daily). Where nobody works at night it is done once two have passed.
 */
const SWEEP = { from: 2, to: 4, hours: 20, missedHours: 44 };

const dueRow = z.object({
  integration_id: z.uuid(),
  reason: z.enum(['sweep', 'webhook', 'local_change', 'retry', 'schedule', 'stock']),
});
const strandedRow = z.object({ id: z.uuid() });

const TRIGGER: Record<z.output<typeof dueRow>['reason'], RunTrigger> = {
  sweep: 'schedule',
  webhook: 'webhook',
  local_change: 'local_change',
  retry: 'schedule',
  schedule: 'schedule',
  stock: 'schedule',
};

/**
 * Starts every run that is due by now: the night's full one, announced webhooks, local edits that have settled, errors
 * whose back-off is over, schedules. Also hands abandoned and stranded runs to a worker again. Cheap enough to be called twice a
 * second by every worker: requests coalesce. The database's clock rules.
 *
 * Left alone: paused and unfinished integrations; those whose first run nobody has asked for; one whose credentials Odoo refused or whose run the safety halt
 * stopped (a person is needed); one that is down, until its back-off ends. `manual` means on demand only.
 * @returns how many runs were asked for
 */
export async function startDueRuns(ctx: Ctx): Promise<number> {
  await resumeStranded(ctx);
  const found = z.array(dueRow).parse([...(await ctx.db.execute(due(ctx.env.TIME_ZONE)))]);
  for (const { integration_id: integrationId, reason } of found) {
    await requestRun(ctx, {
      integrationId,
      trigger: TRIGGER[reason],
      ...(reason === 'stock' ? { kinds: ['stock' as const] } : {}),
      ...(reason === 'sweep' ? { mode: 'full' as const } : {}),
    }).catch((error: unknown) => {
      if (!(error instanceof AppError && (error.code === 'not_found' || error.code === 'integration_paused')))
        throw error;
    });
  }
  return found.length;
}

const due = (timeZone: string) => sql`
  with able as (
    select i.id, i.sync_config->>'frequency' as frequency, i.sync_config->>'direction' as direction,
      (select max(r.started_at) from runs r where r.integration_id = i.id and not r.dry_run) as last_started,
      (select max(r.created_at) from runs r where r.integration_id = i.id and not r.dry_run and r.kinds is null
        and r.undo_of is null) as last_round,
      coalesce((select max(r.created_at) from runs r where r.integration_id = i.id and not r.dry_run and r.mode = 'full'
        and r.kinds is null and r.undo_of is null), i.started_at) as last_sweep,
      (select max(r.created_at) from runs r where r.integration_id = i.id and not r.dry_run
        and (r.kinds is null or r.kinds ? 'stock')) as last_stock
    from integrations i
    where i.enabled and i.setup_step is null and i.started_at is not null
      and i.sync_config->>'frequency' <> 'manual'
      and i.connection->>'state' not in ('unauthorised', 'halted')
      and coalesce((i.connection->>'retry_at')::timestamptz, '-infinity') <= now()
      and not exists (select 1 from runs r where r.integration_id = i.id and r.status = 'queued' and not r.dry_run and r.undo_of is null)
  )
  select integration_id, reason from (select id as integration_id, case
    when last_sweep < now() - make_interval(hours => case
      when extract(hour from now() at time zone ${timeZone}) between ${SWEEP.from} and ${SWEEP.to}
        then ${SWEEP.hours}::int else ${SWEEP.missedHours}::int end) then 'sweep'
    when exists (select 1 from webhook_events w
      where w.integration_id = able.id and w.status = 'pending' and w.due_at <= now()) then 'webhook'
    when direction <> 'import' and exists (select 1 from outbox o where o.integration_id = able.id
      and o.changed_at >= coalesce(last_started, '-infinity')
      and o.changed_at < now() - make_interval(secs => ${LOCAL_EDIT_SECONDS})) then 'local_change'
    when exists (select 1 from sync_errors e where e.integration_id = able.id and e.status = 'open'
      and e.next_retry_at <= now() and e.next_retry_at >= coalesce(last_started, '-infinity')) then 'retry'
    when coalesce(last_round, '-infinity') < now() - make_interval(mins => (${JSON.stringify(ROUND_MINUTES)}::jsonb ->> frequency)::int)
      then 'schedule'
    when direction <> 'export' and coalesce(last_stock, '-infinity') < now() - make_interval(mins => ${STOCK_MINUTES}) then 'stock'
  end as reason from able) due
  where reason is not null`;

const STRANDED = sql`
  select r.id from runs r join integrations i on i.id = r.integration_id
  where (r.status = 'running' and coalesce(r.heartbeat_at, r.started_at) < now() - make_interval(secs => ${SILENCE_SECONDS}))
    or (r.status = 'queued' and (i.enabled or r.undo_of is not null) and r.created_at < now() - make_interval(secs => ${SILENCE_SECONDS})
      and not exists (select 1 from runs other where other.integration_id = r.integration_id and other.status = 'running'))`;

/** Queued runs whose job is lost, running ones whose worker is: their job is sent again, at most one each. */
async function resumeStranded(ctx: Ctx): Promise<void> {
  for (const { id } of z.array(strandedRow).parse([...(await ctx.db.execute(STRANDED))])) {
    await ctx.queue.send(ctx.db, 'sync.run', { run_id: id }, { key: id });
  }
}
