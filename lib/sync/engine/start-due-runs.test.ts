import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { products } from '@/db/schema/catalogue';
import { outbox } from '@/db/schema/feeds';
import { syncErrors } from '@/db/schema/inbox';
import { integrations, type SyncConfig, webhookEvents } from '@/db/schema/integrations';
import { runs } from '@/db/schema/runs';
import { createTestRuntime, type TestRuntime } from '@/e2e/support/runtime';
import { cancelRun } from '../history/cancel-run';
import { requestRun } from '../history/request-run';
import { claimRun, SILENCE_SECONDS } from './claim-run';
import { finishRun } from './finish-run';
import { beat } from './heartbeat';
import { startDueRuns } from './start-due-runs';

let runtime: TestRuntime;
beforeAll(async () => {
  runtime = await createTestRuntime();
});
afterAll(() => runtime.drop());
beforeEach(async () => {
  await runtime.db.delete(integrations);
  await runtime.db.delete(products);
});

const SYNC_CONFIG: SyncConfig = {
  frequency: '5min',
  direction: 'bidirectional',
  incremental: true,
  cache_enabled: false,
  workers: 4,
  category_filter: [],
  export_scope: 'own',
  conflict_policy: 'newest',
  fields: { product: ['title'], stock: ['quantity'], order: [] },
};

async function addIntegration(
  sync: Partial<SyncConfig> = {},
  more: Partial<typeof integrations.$inferInsert> = {},
): Promise<string> {
  const [row] = await runtime.db
    .insert(integrations)
    .values({
      name: 'Odoo',
      type: 'odoo',
      config: {
        url: 'http://127.0.0.1:1',
        database: 'd',
        username: 'u',
        transport: 'auto',
        timeout_seconds: 120,
        image_timeout_seconds: 60,
      },
      apiKeyEncrypted: 'x',
      webhookSecretEncrypted: 'x',
      syncConfig: { ...SYNC_CONFIG, ...sync },
      startedAt: new Date(),
      ...more,
    })
    .returning({ id: integrations.id });
  if (!row) throw new Error('no integration');
  return row.id;
}

/** A finished run of everything, started `minutes` ago. */
async function addPastRun(integrationId: string, minutes: number): Promise<void> {
  const at = sql`now() - make_interval(secs => ${minutes * 60})`;
  await runtime.db.insert(runs).values({
    integrationId,
    trigger: 'schedule',
    mode: 'incremental',
    status: 'succeeded',
    createdAt: at,
    startedAt: at,
    finishedAt: at,
  });
}

const queued = () => runtime.db.select().from(runs).where(eq(runs.status, 'queued'));

test('a schedule is due once its period is over, and asked for once however often one looks', async () => {
  const id = await addIntegration();
  await addPastRun(id, 4);
  expect(await startDueRuns(runtime.ctx)).toBe(0);
  await runtime.db.delete(runs);
  await addPastRun(id, 5.1);
  expect(await startDueRuns(runtime.ctx)).toBe(1);
  expect(await startDueRuns(runtime.ctx)).toBe(0);
  expect(await queued()).toMatchObject([{ trigger: 'schedule', kinds: null }]);
});

test('with a frequency of 15 minutes stock alone is looked at after 5', async () => {
  const id = await addIntegration({ frequency: '15min' });
  await addPastRun(id, 6);
  await startDueRuns(runtime.ctx);
  expect(await queued()).toMatchObject([{ trigger: 'schedule', kinds: ['stock'] }]);
});

/** A time zone in which it is about this hour now. */
function zoneAt(hour: number): string {
  const ahead = ((hour - new Date().getUTCHours() + 36) % 24) - 12;
  return `Etc/GMT${ahead > 0 ? '-' : '+'}${Math.abs(ahead)}`;
}

test.each([
  { hour: 3, hoursAgo: 21, mode: 'full' },
  { hour: 3, hoursAgo: 19, mode: undefined },
  { hour: 12, hoursAgo: 21, mode: undefined },
  { hour: 12, hoursAgo: 45, mode: 'full' },
])('$hoursAgo hours after the last full run, at $hour o’clock: $mode', async ({ hour, hoursAgo, mode }) => {
  const at = sql`now() - make_interval(hours => ${hoursAgo})`;
  const id = await addIntegration({}, { startedAt: new Date(Date.now() - 9 * 24 * 60 * 60_000) });
  await addPastRun(id, 1);
  await runtime.db.insert(runs).values({
    integrationId: id,
    trigger: 'schedule',
    mode: 'full',
    status: 'succeeded',
    createdAt: at,
    startedAt: at,
    finishedAt: at,
  });
  await startDueRuns({ ...runtime.ctx, env: { ...runtime.ctx.env, TIME_ZONE: zoneAt(hour) } });
  expect((await queued())[0]?.mode).toBe(mode);
});

test('a local edit starts a run when it has settled, unless the direction is import', async () => {
  const both = await addIntegration();
  const importing = await addIntegration({ direction: 'import' });
  for (const id of [both, importing]) await addPastRun(id, 1);
  await runtime.db.insert(products).values({ title: 'Lampe' });
  expect(await startDueRuns(runtime.ctx)).toBe(0);
  await runtime.db.update(outbox).set({ changedAt: sql`now() - interval '3 seconds'` });
  expect(await startDueRuns(runtime.ctx)).toBe(1);
  expect(await queued()).toMatchObject([{ integrationId: both, trigger: 'local_change' }]);
});

test('what a run left in the outbox does not start runs for ever', async () => {
  const id = await addIntegration();
  await runtime.db.insert(products).values({ title: 'Lampe' });
  await runtime.db.update(outbox).set({ changedAt: sql`now() - interval '90 seconds'` });
  await addPastRun(id, 1);
  expect(await startDueRuns(runtime.ctx)).toBe(0);
});

test('webhooks and errors whose back-off is over start runs', async () => {
  const hooked = await addIntegration();
  const failing = await addIntegration();
  for (const id of [hooked, failing]) await addPastRun(id, 1);
  await runtime.db.insert(webhookEvents).values({
    integrationId: hooked,
    topic: 'products',
    odooModel: 'product.template',
    odooId: 7,
    digest: 'd',
  });
  await runtime.db.insert(syncErrors).values({
    integrationId: failing,
    kind: 'product',
    odooId: 3,
    class: 'validation',
    code: 'validation',
    message: 'm',
    nextRetryAt: new Date(),
  });
  await startDueRuns(runtime.ctx);
  const started = Object.fromEntries((await queued()).map((run) => [run.integrationId, run.trigger]));
  expect(started).toEqual({ [hooked]: 'webhook', [failing]: 'schedule' });
});

test('manual, paused, unfinished, refused, halted and resting integrations are left alone', async () => {
  await addIntegration({ frequency: 'manual' });
  await addIntegration({}, { enabled: false });
  await addIntegration({}, { setupStep: 'fields' });
  await addIntegration({}, { connection: { state: 'unauthorised' } });
  await addIntegration({}, { connection: { state: 'halted' } });
  await addIntegration(
    {},
    { connection: { state: 'down', retry_at: new Date(Date.now() + 60_000).toISOString() } },
  );
  expect(await startDueRuns(runtime.ctx)).toBe(0);
  await addIntegration(
    {},
    { connection: { state: 'down', retry_at: new Date(Date.now() - 1000).toISOString() } },
  );
  expect(await startDueRuns(runtime.ctx)).toBe(1);
});

test('requests widen the queued run instead of queueing another', async () => {
  const integrationId = await addIntegration();
  const first = await requestRun(runtime.ctx, { integrationId, trigger: 'schedule', kinds: ['stock'] });
  await requestRun(runtime.ctx, { integrationId, trigger: 'schedule', kinds: ['order', 'stock'] });
  expect((await queued())[0]?.kinds?.toSorted()).toEqual(['order', 'stock']);
  const second = await requestRun(runtime.ctx, {
    integrationId,
    trigger: 'manual',
    mode: 'full',
    confirmed: true,
  });
  expect(second.runId).toBe(first.runId);
  expect(await queued()).toMatchObject([{ mode: 'full', kinds: null, confirmed: true }]);
  const preview = await requestRun(runtime.ctx, { integrationId, trigger: 'manual', dryRun: true });
  expect(preview.runId).not.toBe(first.runId);
});

test('one run at a time: of many workers one claims it, and the next run waits for its end', async () => {
  const integrationId = await addIntegration();
  const { runId } = await requestRun(runtime.ctx, { integrationId, trigger: 'manual' });
  const claims = await Promise.all(
    Array.from({ length: 5 }, (_, n) => claimRun(runtime.ctx, runId, `worker-${n}`)),
  );
  const [run] = claims.filter((claim) => claim !== null);
  expect(claims.filter((claim) => claim !== null)).toHaveLength(1);
  if (!run) throw new Error('nobody has it');
  const next = await requestRun(runtime.ctx, { integrationId, trigger: 'manual' });
  expect(await claimRun(runtime.ctx, next.runId, 'other')).toBeNull();
  await finishRun(runtime.ctx, run, { status: 'succeeded' });
  expect(await claimRun(runtime.ctx, next.runId, 'other')).toMatchObject({ status: 'running' });
});

test('a silent worker loses its run, and is told so at its next beat', async () => {
  const integrationId = await addIntegration();
  const { runId } = await requestRun(runtime.ctx, { integrationId, trigger: 'manual' });
  const run = await claimRun(runtime.ctx, runId, 'first');
  if (!run) throw new Error('not claimed');
  await beat(runtime.db, run, { checkpoint: { phase: 'pull' } });
  expect(await claimRun(runtime.ctx, runId, 'second')).toBeNull();
  await runtime.db
    .update(runs)
    .set({ heartbeatAt: sql`now() - make_interval(secs => ${SILENCE_SECONDS + 1})` });
  const resumed = await claimRun(runtime.ctx, runId, 'second');
  expect(resumed).toMatchObject({ workerId: 'second', checkpoint: { phase: 'pull' } });
  await expect(beat(runtime.db, run)).rejects.toMatchObject({ reason: 'taken_over' });
  await finishRun(runtime.ctx, run, { status: 'succeeded' });
  expect(await runtime.db.select({ status: runs.status }).from(runs)).toEqual([{ status: 'running' }]);
});

test('cancelling ends a queued run at once and stops a running one at its next beat', async () => {
  const integrationId = await addIntegration();
  const { runId } = await requestRun(runtime.ctx, { integrationId, trigger: 'manual' });
  const run = await claimRun(runtime.ctx, runId, 'w');
  if (!run) throw new Error('not claimed');
  const waiting = await requestRun(runtime.ctx, { integrationId, trigger: 'manual' });
  await cancelRun(runtime.ctx, waiting.runId);
  expect(await claimRun(runtime.ctx, waiting.runId, 'w')).toBeNull();
  await cancelRun(runtime.ctx, runId);
  await expect(beat(runtime.db, run)).rejects.toMatchObject({ reason: 'cancelled' });
  await finishRun(runtime.ctx, run, { status: 'cancelled' });
  await expect(cancelRun(runtime.ctx, runId)).rejects.toMatchObject({ code: 'run_ended' });
});
