import { count, eq, isNull, sql } from 'drizzle-orm';
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import { z } from 'zod';
import type { Database } from '@/db/client';
import { products } from '@/db/schema/catalogue';
import { conflicts, syncErrors } from '@/db/schema/inbox';
import { integrations } from '@/db/schema/integrations';
import { runs } from '@/db/schema/runs';
import { integrationFigures } from './integration-figures';

const jobCounts = z.array(z.object({ name: z.string(), state: z.string(), count: z.coerce.number() }));
const ages = z.array(z.object({ name: z.string(), seconds: z.coerce.number() }));

const shared: typeof globalThis & { productsManagerProcess?: Registry } = globalThis;

/** The process's own figures. Their collectors watch the event loop for ever, hence once a process, not once a scrape. */
function processRegistry(): Registry {
  if (!shared.productsManagerProcess) {
    shared.productsManagerProcess = new Registry();
    collectDefaultMetrics({ register: shared.productsManagerProcess, prefix: 'pm_' });
  }
  return shared.productsManagerProcess;
}

/** What Prometheus is told (O7): the process, the work waiting, and how each integration fares. */
export async function collectMetrics(db: Database): Promise<{ contentType: string; body: string }> {
  const registry = new Registry();
  const gauge = (name: string, help: string, labelNames: string[] = []) =>
    new Gauge({ name: `pm_${name}`, help, labelNames, registers: [registry] });

  const [live] = await db.select({ count: count() }).from(products).where(isNull(products.deletedAt));
  gauge('products', 'Products and variants that are not deleted').set(live?.count ?? 0);

  const states = gauge('integration_up', '1 while the last contact with Odoo succeeded', ['integration']);
  for (const row of await db.select().from(integrations)) {
    states.set({ integration: row.name }, row.connection.state === 'ok' ? 1 : 0);
  }

  const runGauge = gauge('runs', 'Runs of the last day by status', ['status']);
  const dayOfRuns = await db
    .select({ status: runs.status, count: count() })
    .from(runs)
    .where(sql`${runs.createdAt} > now() - interval '1 day'`)
    .groupBy(runs.status);
  for (const row of dayOfRuns) runGauge.set({ status: row.status }, row.count);

  const lastSuccess = ages.parse(
    await db.execute(sql`
      select i.name, coalesce(extract(epoch from now() - max(r.finished_at)), -1) as seconds
      from integrations i left join runs r on r.integration_id = i.id and r.status = 'succeeded' and not r.dry_run
      group by i.id, i.name`),
  );
  const age = gauge('last_success_age_seconds', 'Since the last successful run; -1 before the first', [
    'integration',
  ]);
  for (const row of lastSuccess) age.set({ integration: row.name }, row.seconds);

  const [open] = await db.select({ count: count() }).from(syncErrors).where(eq(syncErrors.status, 'open'));
  gauge('sync_errors_open', 'Records that could not be synchronised').set(open?.count ?? 0);
  const [unsettled] = await db.select({ count: count() }).from(conflicts).where(eq(conflicts.status, 'open'));
  gauge('conflicts_open', 'Conflicts that wait for a person').set(unsettled?.count ?? 0);

  const jobs = gauge('jobs', 'Background jobs by queue and state', ['queue', 'state']);
  const counted = jobCounts.parse(
    await db.execute(sql`
      select name, state::text as state, count(*) as count from pgboss.job
      where state in ('created', 'retry', 'active', 'failed') group by name, state`),
  );
  for (const row of counted) jobs.set({ queue: row.name, state: row.state }, row.count);

  for (const family of await integrationFigures(db)) {
    const { name, help, labels, values } = family;
    const told = gauge(name, help, ['integration', ...labels]);
    for (const { value, ...of } of values) told.set(of, value);
  }

  return {
    contentType: registry.contentType,
    body: await Registry.merge([processRegistry(), registry]).metrics(),
  };
}
