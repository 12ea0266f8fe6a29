import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { NotificationKind } from '@/db/schema/notifications';
import type { Ctx } from '@/lib/context';
import { keyAge } from '@/lib/integrations/key-age';
import { listIntegrations } from '@/lib/integrations/list';
import { majorOf } from '@/lib/integrations/present';

/** Errors grow when so many that are open first appeared within a day; they have calmed down under half of that. */
const GROWING = { from: 20, until: 10 } as const;
const DAY_MS = 24 * 3600 * 1000;
/** Runs by the clock that found changes which no webhook had announced, within a day. */
const UNANNOUNCED_RUNS = 3;

/** A state that holds now. Where it only goes on, `begins` is false: no new notification is made of it. */
export interface State {
  readonly integrationId: string;
  readonly kind: NotificationKind;
  readonly params: Record<string, unknown>;
  readonly begins: boolean;
}

const params = z.record(z.string(), z.unknown());
const figures = z.array(
  z.object({
    id: z.uuid(),
    failed: z.coerce.number(),
    run_id: z.uuid().nullable(),
    error: z.object({ code: z.string(), params: params.default({}) }).nullable(),
    conflicts: z.coerce.number(),
    new_errors: z.coerce.number(),
    unannounced: z.coerce.number(),
  }),
);

/** The integrations that are looked at (paused and unfinished ones are not), and the states they are in. */
export async function currentStates(ctx: Ctx): Promise<{ watched: Set<string>; states: State[] }> {
  const now = ctx.now();
  const rows = (await listIntegrations(ctx)).filter(
    ({ enabled, setupStep }) => enabled && setupStep === null,
  );
  const dayAgo = new Date(now.getTime() - DAY_MS).toISOString();
  const known = new Map(
    figures.parse([...(await ctx.db.execute(figuresSince(dayAgo)))]).map((row) => [row.id, row]),
  );
  const states: State[] = [];
  for (const row of rows) {
    const { connection, frame } = row;
    const add = (kind: NotificationKind, details: Record<string, unknown>, begins = true) =>
      states.push({ integrationId: row.id, kind, params: details, begins });
    const told = { code: connection.code ?? 'unknown', ...connection.params };
    if (connection.state === 'unauthorised') add('authentication_lost', told);
    if (connection.state === 'halted') add('safety_halt', told);
    const [warning] = frame.warnings ?? [];
    if (warning && connection.state !== 'halted')
      add('safety_halt', { ...warning.params, code: warning.code });
    const figure = known.get(row.id);
    // Why nothing runs is told by the two above: their failed runs are no second news.
    if (figure && figure.failed === 2 && !['unauthorised', 'halted'].includes(connection.state))
      add('run_failing', {
        ...figure.error?.params,
        code: figure.error?.code ?? 'unknown',
        run_id: figure.run_id,
      });
    if (figure && figure.conflicts > 0) add('conflicts_waiting', { count: figure.conflicts });
    if (figure && figure.new_errors >= GROWING.until)
      add('errors_growing', { count: figure.new_errors }, figure.new_errors >= GROWING.from);
    if (figure && figure.unannounced >= UNANNOUNCED_RUNS) add('webhook_silent', {});
    const key = keyAge({ setAt: row.apiKeySetAt, expiresAt: row.apiKeyExpiresAt, major: majorOf(row) }, now);
    if (key.state !== 'ok') add('key_expiring', { date: key.renew_before, overdue: key.state === 'overdue' });
  }
  return { watched: new Set(rows.map(({ id }) => id)), states };
}

/** One round of figures for all integrations, each by an index. */
const figuresSince = (dayAgo: string) => sql`
  select i.id, coalesce(last.failed, 0) as failed, last.run_id, last.error,
    (select count(*) from conflicts c where c.integration_id = i.id and c.status = 'open') as conflicts,
    (select count(*) from sync_errors e where e.integration_id = i.id and e.status = 'open'
      and e.first_seen_at >= ${dayAgo}::timestamptz) as new_errors,
    case when i.sync_config->>'frequency' = 'realtime' and i.sync_config->>'direction' <> 'export'
      and i.started_at < ${dayAgo}::timestamptz
      and not exists (select 1 from webhook_events w where w.integration_id = i.id and w.received_at >= ${dayAgo}::timestamptz)
      then (select count(*) from runs r where r.integration_id = i.id and r.created_at >= ${dayAgo}::timestamptz
        and r.trigger = 'schedule' and not r.dry_run and exists (select 1 from run_changes h
          where h.run_id = r.id and h.side = 'here' and h.kind in ('product', 'variant', 'stock')))
      else 0 end as unannounced
  from integrations i left join lateral (
    select count(*) filter (where status = 'failed') as failed, (array_agg(id order by created_at desc))[1] as run_id,
      (array_agg(error order by created_at desc))[1] as error
    from (select id, status, error, created_at from runs r where r.integration_id = i.id and not r.dry_run
      and r.undo_of is null and r.status in ('succeeded', 'partial', 'failed')
      order by created_at desc limit 2) latest
  ) last on true`;
