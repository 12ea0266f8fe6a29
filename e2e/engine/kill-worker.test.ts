import type { ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { links } from '@/db/schema/links';
import { runs } from '@/db/schema/runs';
import { chance } from '@/e2e/odoo/seed/random';
import type { RunningOdoo } from '@/e2e/odoo/server';
import { startDueRuns } from '@/lib/sync/engine/start-due-runs';
import { requestRun } from '@/lib/sync/history/request-run';
import { openStage, type Stage } from './stage';
import { startWorkerProcess } from './worker-process';

const PRODUCTS = 1_500;
const KILLS = 8;

const keys = `test:${randomBytes(32).toString('base64')}`;
const dice = chance(process.env.KILL_SEED ?? 'kill-worker');
let stage: Stage;
let odoo: RunningOdoo;
let worker: ChildProcess | undefined;

beforeAll(async () => {
  stage = await openStage({ ENCRYPTION_KEYS: keys });
  odoo = await stage.odoo({ version: '17.0' });
});
afterAll(async () => {
  worker?.kill('SIGKILL');
  await stage.close();
});

test(`a worker killed ${KILLS} times while it first sends ${PRODUCTS} products: each is in Odoo once`, async () => {
  await stage.runtime.db.execute(sql`
    insert into products (id, title, sku, price)
    select gen_random_uuid(), 'Produit ' || n, 'SKU-' || n, 10 + n % 90 from generate_series(1, ${PRODUCTS}::int) n`);
  const integrationId = await stage.join(odoo, { direction: 'export' });
  const { runId } = await requestRun(stage.runtime.ctx, { integrationId, trigger: 'manual' });
  let duringPush = 0;
  for (let kill = 0; kill < KILLS; kill++) {
    worker = startWorkerProcess(stage, keys, 'jobs/worker.ts');
    // Every other one dies in the midst of sending, wherever that comes in its life.
    await (kill % 2 === 0 ? sentSomething(runId) : workedOn(runId, dice.int(1, 24)));
    await pause(dice.int(0, 60));
    worker.kill('SIGKILL');
    await once(worker, 'exit');
    const run = await runOf(runId);
    if (run.status === 'running' && run.progress.phase.startsWith('push')) duringPush++;
    await silentForLong(runId);
  }
  expect(duringPush).toBeGreaterThan(0);
  worker = startWorkerProcess(stage, keys, 'jobs/worker.ts');
  await until(async () => !['queued', 'running'].includes((await runOf(runId)).status));
  expect(await runOf(runId)).toMatchObject({ status: 'succeeded', error: null });

  const templates = odoo.db.table('product.template').rows;
  const codes = [...odoo.db.table('product.product').rows.values()].map((row) => row.default_code);
  expect(templates.size).toBe(PRODUCTS);
  expect(codes).toHaveLength(PRODUCTS);
  expect(new Set(codes).size).toBe(PRODUCTS);
  const tied = await stage.runtime.db.select().from(links).where(eq(links.kind, 'product'));
  expect(tied).toHaveLength(PRODUCTS);
  expect(new Set(tied.map(({ odooId }) => odooId))).toEqual(new Set(templates.keys()));
  expect(new Set(tied.map(({ localId }) => localId)).size).toBe(PRODUCTS);
  expect(odoo.log.filter(({ method }) => method === 'unlink')).toEqual([]);
}, 600_000);

/** Resolves once this worker has made so many calls, or has no more to make. */
async function workedOn(runId: string, calls: number): Promise<void> {
  const before = odoo.log.length;
  await until(async () => odoo.log.length >= before + calls || (await runOf(runId)).status === 'succeeded');
}

/** Resolves once this worker has sent Odoo a record, or has no more to send. */
async function sentSomething(runId: string): Promise<void> {
  const before = odoo.log.length;
  const sent = () => odoo.log.slice(before).some(({ method }) => method === 'load');
  await until(async () => sent() || (await runOf(runId)).status === 'succeeded');
}

/** The minute after which a silent worker counts as dead, and another worker's look at what is due. */
async function silentForLong(runId: string): Promise<void> {
  await stage.runtime.db
    .update(runs)
    .set({ heartbeatAt: sql`now() - interval '2 minutes'` })
    .where(eq(runs.id, runId));
  await startDueRuns(stage.runtime.ctx);
}

async function runOf(runId: string) {
  const [run] = await stage.runtime.db.select().from(runs).where(eq(runs.id, runId));
  if (!run) throw new Error('The run is gone');
  return run;
}

async function until(done: () => Promise<boolean>): Promise<void> {
  while (!(await done())) await pause(10);
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
