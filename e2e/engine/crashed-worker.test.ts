import type { ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { integrations } from '@/db/schema/integrations';
import { runs } from '@/db/schema/sync';
import { requestRun } from '@/lib/sync/history/request-run';
import { openStage, type Stage } from './stage';
import { startWorkerProcess } from './worker-process';

const keys = `test:${randomBytes(32).toString('base64')}`;
let stage: Stage;
let worker: ChildProcess | undefined;

beforeAll(async () => {
  stage = await openStage({ ENCRYPTION_KEYS: keys });
});
afterAll(async () => {
  worker?.kill('SIGKILL');
  await stage.close();
});

test('a run whose worker aborts goes on at once in a new one, and is parked when that one dies of it too', async () => {
  const odoo = await stage.odoo({ version: '17.0' });
  await stage.runtime.db.execute(sql`
    insert into products (id, title, price)
    select gen_random_uuid(), 'Produit ' || n, 10 from generate_series(1, 3000) n`);
  const integrationId = await stage.join(odoo, { direction: 'export' });
  const { runId } = await requestRun(stage.runtime.ctx, { integrationId, trigger: 'manual' });
  worker = startWorkerProcess(stage, keys);

  await until(async () => (await runOf(runId)).status === 'running');
  const first = await runOf(runId);
  await abortChildOf(worker);
  await until(async () => (await runOf(runId)).crashes === 1);
  // Nobody waits for the silence of the dead: another process has it as soon as it has started.
  await until(async () => ![null, first.workerId].includes((await runOf(runId)).workerId));
  expect(await runOf(runId)).toMatchObject({ status: 'running', crashes: 1 });

  await abortChildOf(worker);
  await until(async () => (await runOf(runId)).status === 'failed');
  expect(await runOf(runId)).toMatchObject({ error: { code: 'run_kills_workers', params: { crashes: 2 } } });
  const [integration] = await stage.runtime.db.select().from(integrations);
  expect(integration?.connection).toMatchObject({ state: 'halted', code: 'run_kills_workers' });
  expect(worker.exitCode).toBeNull();
}, 300_000);

async function abortChildOf({ pid }: ChildProcess): Promise<void> {
  const children = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8');
  // tsx may keep a helper of its own: the worker is the one that runs our file.
  for (const child of children.trim().split(' ')) {
    const command = await readFile(`/proc/${child}/cmdline`, 'utf8');
    if (command.includes('jobs/worker')) process.kill(Number(child), 'SIGABRT');
  }
}

async function runOf(runId: string) {
  const [run] = await stage.runtime.db.select().from(runs).where(eq(runs.id, runId));
  if (!run) throw new Error('The run is gone');
  return run;
}

async function until(done: () => Promise<boolean>): Promise<void> {
  while (!(await done())) await pause(20);
}
