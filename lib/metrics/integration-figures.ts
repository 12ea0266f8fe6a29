import { type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Database } from '@/db/client';

type Value = { readonly value: number } & Readonly<Record<string, string | number>>;

/** One metric of integrations: its name without `pm_`, what it says, and its labels beside `integration`. */
interface Figure {
  readonly name: string;
  readonly help: string;
  readonly labels: readonly string[];
  readonly query: SQL;
}

/** How often since midnight is nobody's question: the last day, as it moves on. */
const LAST_DAY = sql`now() - interval '1 day'`;

/** What was going on lately: a run writes its calls as it goes. */
const LAST_HOUR = sql`now() - interval '1 hour'`;

const FIGURES: readonly Figure[] = [
  {
    name: 'run_lag_seconds',
    help: 'How long the oldest work of an integration has waited: a local change, a webhook or a queued run',
    labels: [],
    query: sql`
      select i.name as integration, coalesce(extract(epoch from now() - least(
        (select min(o.first_changed_at) from outbox o where o.integration_id = i.id),
        (select min(w.due_at) from webhook_events w where w.integration_id = i.id and w.status = 'pending' and w.due_at <= now()),
        (select min(r.created_at) from runs r where r.integration_id = i.id and r.status = 'queued')
      )), 0) as value from integrations i where i.enabled`,
  },
  {
    name: 'run_duration_seconds',
    help: 'How long the last finished run took',
    labels: [],
    query: sql`
      select distinct on (i.id) i.name as integration, extract(epoch from r.finished_at - r.started_at) as value
      from integrations i join runs r on r.integration_id = i.id
      where r.started_at is not null and r.finished_at is not null and not r.dry_run order by i.id, r.finished_at desc`,
  },
  {
    name: 'rpc_calls',
    help: 'Calls made to Odoo by the runs of the last day',
    labels: [],
    query: sql`
      select i.name as integration, coalesce(sum(r.rpc_calls), 0) as value
      from integrations i left join runs r on r.integration_id = i.id and r.created_at > ${LAST_DAY} group by i.id, i.name`,
  },
  {
    name: 'rpc_latency_seconds_bucket',
    help: 'Calls of the runs of the last hour that Odoo answered within le seconds, for histogram_quantile()',
    labels: ['le'],
    query: sql`
      select i.name as integration, l.key as le, sum(l.value::bigint) as value
      from runs r join integrations i on i.id = r.integration_id cross join jsonb_each_text(r.rpc->'latency') l
      where r.heartbeat_at > ${LAST_HOUR} group by 1, 2 order by 1, min(l.value::bigint)`,
  },
  {
    name: 'rpc_failures',
    help: 'Calls of the runs of the last hour that failed, tries included, by class',
    labels: ['class'],
    query: sql`
      select i.name as integration, f.key as class, sum(f.value::bigint) as value
      from runs r join integrations i on i.id = r.integration_id cross join jsonb_each_text(r.rpc->'failures') f
      where r.heartbeat_at > ${LAST_HOUR} group by 1, 2`,
  },
  {
    name: 'outbox_rows',
    help: 'Local records an integration has yet to look at',
    labels: [],
    query: sql`
      select i.name as integration, count(o.integration_id) as value
      from integrations i left join outbox o on o.integration_id = i.id group by i.id, i.name`,
  },
  {
    name: 'runs_open',
    help: 'Runs that wait or are under way',
    labels: ['status'],
    query: sql`
      select i.name as integration, s.status, count(r.id) as value
      from integrations i cross join (values ('queued'), ('running')) s(status)
      left join runs r on r.integration_id = i.id and r.status = s.status group by i.id, i.name, s.status`,
  },
  {
    name: 'runs_failed',
    help: 'Runs of the last day that failed, by class and cause',
    labels: ['class', 'code'],
    query: sql`
      select i.name as integration, r.error->>'class' as class, r.error->>'code' as code, count(*) as value
      from runs r join integrations i on i.id = r.integration_id
      where r.status = 'failed' and r.error is not null and r.created_at > ${LAST_DAY} group by 1, 2, 3`,
  },
  {
    name: 'records_failing',
    help: 'Records that could not be synchronised, by class and cause',
    labels: ['class', 'code'],
    query: sql`
      select i.name as integration, e.class, e.code, count(*) as value
      from sync_errors e join integrations i on i.id = e.integration_id where e.status = 'open' group by 1, 2, 3`,
  },
  {
    name: 'webhooks_pending',
    help: 'Announced changes that are still looked for',
    labels: [],
    query: sql`
      select i.name as integration, count(w.id) as value
      from integrations i left join webhook_events w on w.integration_id = i.id and w.status = 'pending' group by i.id, i.name`,
  },
  {
    name: 'webhook_latency_seconds',
    help: 'From an announcement to its change being here, for the announcements of the last hour',
    labels: ['quantile'],
    query: sql`
      select i.name as integration, q.quantile::text as quantile,
        percentile_cont(q.quantile) within group (order by extract(epoch from w.done_at - w.received_at)) as value
      from webhook_events w join integrations i on i.id = w.integration_id cross join (values (0.5::float8), (0.95), (0.99)) q(quantile)
      where w.done_at > now() - interval '1 hour' group by 1, 2, q.quantile`,
  },
];

/** What is told of each integration, as its database rows say it now. */
export async function integrationFigures(
  db: Pick<Database, 'execute'>,
): Promise<(Omit<Figure, 'query'> & { readonly values: readonly Value[] })[]> {
  const told = [];
  for (const { query, ...figure } of FIGURES) {
    const shape = z.object({
      integration: z.string(),
      value: z.coerce.number(),
      ...Object.fromEntries(figure.labels.map((label) => [label, z.string()])),
    });
    told.push({ ...figure, values: z.array(shape).parse([...(await db.execute(query))]) });
  }
  return told;
}
