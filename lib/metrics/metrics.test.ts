import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { syncErrors } from '@/db/schema/inbox';
import { webhookEvents } from '@/db/schema/integrations';
import { runs } from '@/db/schema/runs';
import { insertIntegration } from '@/e2e/support/catalogue';
import { createTestRuntime, type TestRuntime } from '@/e2e/support/runtime';
import { collectMetrics } from './metrics';

let system: TestRuntime;
let body: string;
const ago = (seconds: number) => new Date(Date.now() - seconds * 1000);

beforeAll(async () => {
  system = await createTestRuntime();
  const integrationId = await insertIntegration(system.db);
  const run = { integrationId, trigger: 'manual', mode: 'incremental' } as const;
  await system.db.insert(runs).values([
    {
      ...run,
      status: 'failed',
      startedAt: ago(100),
      finishedAt: ago(40),
      rpcCalls: 7,
      heartbeatAt: ago(40),
      rpc: { latency: { 0.5: 4, 1: 6, '+Inf': 7 }, failures: { transient: 2 } },
      error: { class: 'transient', code: 'odoo_down', message: '', params: {} },
    },
    { ...run, status: 'succeeded', heartbeatAt: ago(50), rpc: { latency: { 0.5: 1, 1: 1, '+Inf': 1 } } },
    { ...run, status: 'queued', createdAt: ago(600) },
  ]);
  await system.db.insert(syncErrors).values({
    integrationId,
    kind: 'product',
    class: 'validation',
    code: 'tax_unknown',
    message: '',
    odooId: 1,
  });
  await system.db.insert(webhookEvents).values({
    integrationId,
    topic: 'products',
    odooModel: 'product.template',
    odooId: 1,
    digest: 'x',
    status: 'done',
    receivedAt: ago(64),
    doneAt: ago(60),
  });
  body = (await collectMetrics(system.db)).body;
});
afterAll(() => system.drop());

const figure = (series: string) =>
  Number(
    body
      .split('\n')
      .find((line) => line.startsWith(`${series} `))
      ?.split(' ')
      .at(-1),
  );

test('each integration tells how long work waits, what failed of what, and how late webhooks are', () => {
  expect(figure('pm_run_lag_seconds{integration="Odoo"}')).toBeGreaterThan(590);
  expect(figure('pm_run_duration_seconds{integration="Odoo"}')).toBeCloseTo(60, 0);
  expect(figure('pm_rpc_calls{integration="Odoo"}')).toBe(7);
  expect(figure('pm_rpc_latency_seconds_bucket{integration="Odoo",le="0.5"}')).toBe(5);
  expect(figure('pm_rpc_latency_seconds_bucket{integration="Odoo",le="+Inf"}')).toBe(8);
  expect(figure('pm_rpc_failures{integration="Odoo",class="transient"}')).toBe(2);
  expect(figure('pm_runs_open{integration="Odoo",status="queued"}')).toBe(1);
  expect(figure('pm_outbox_rows{integration="Odoo"}')).toBe(0);
  expect(figure('pm_runs_failed{integration="Odoo",class="transient",code="odoo_down"}')).toBe(1);
  expect(figure('pm_records_failing{integration="Odoo",class="validation",code="tax_unknown"}')).toBe(1);
  expect(figure('pm_webhook_latency_seconds{integration="Odoo",quantile="0.95"}')).toBeCloseTo(4, 0);
});

test('every metric that the dashboard and the alert rules name exists', async () => {
  const rules = z
    .object({ groups: z.array(z.object({ rules: z.array(z.object({ expr: z.string() })) })) })
    .parse(parse(await readFile('deploy/monitoring/alerts.yaml', 'utf8')));
  const dashboard = z
    .object({ panels: z.array(z.object({ targets: z.array(z.object({ expr: z.string() })) })) })
    .parse(JSON.parse(await readFile('deploy/monitoring/grafana-dashboard.json', 'utf8')));
  const asked = [
    ...rules.groups.flatMap((group) => group.rules),
    ...dashboard.panels.flatMap((panel) => panel.targets),
  ].flatMap(({ expr }) => expr.match(/pm_\w+/g) ?? []);
  expect(asked.length).toBeGreaterThan(15);
  for (const name of asked) expect(body).toContain(`# TYPE ${name} `);
});
