import type { ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { integrations } from '@/db/schema/integrations';
import { runs } from '@/db/schema/runs';
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

/** Runs of two Odoos that never answer, in one worker. */
async function twoRuns() {
  const asked = [];
  for (const version of ['17.0', '19.0']) {
    const odoo = await stage.odoo({ version });
    odoo.hooks.beforeCall = () => new Promise(() => undefined);
    const integrationId = await stage.join(odoo);
    const { runId } = await requestRun(stage.runtime.ctx, { integrationId, trigger: 'manual' });
    asked.push({ integrationId, runId });
  }
  const [culprit, bystander] = asked;
  if (!culprit || !bystander) throw new Error('no runs');
  return { culprit, bystander };
}

test('a run whose process aborts goes on at once in one of its own, and is parked when two of these die of it; the one beside it goes on', async () => {
  const { culprit, bystander } = await twoRuns();
  worker = startWorkerProcess(stage, keys);
  const started = async (runId: string) => (await runOf(runId)).workerId !== null;
  await until(async () => (await started(culprit.runId)) && (await started(bystander.runId)));

  // Nobody knows which of the two it was: it is held against neither.
  process.kill(await processOf('jobs/worker.ts'), 'SIGABRT');
  const apart = async (runId: string) => (await runOf(runId)).isolated && (await started(runId));
  await until(async () => (await apart(culprit.runId)) && (await apart(bystander.runId)));
  const beside = await runOf(bystander.runId);
  expect([(await runOf(culprit.runId)).crashes, beside.crashes]).toEqual([0, 0]);

  for (const crashes of [1, 2]) {
    const before = (await runOf(culprit.runId)).workerId;
    process.kill(await processOf('jobs/isolated-run.ts', before ?? ''), 'SIGABRT');
    await until(async () => (await runOf(culprit.runId)).crashes === crashes);
    // Nobody waits for the silence of the dead: another process has it as soon as it has started.
    if (crashes === 1) {
      await until(async () => ![null, before].includes((await runOf(culprit.runId)).workerId));
    }
  }
  expect(await runOf(culprit.runId)).toMatchObject({
    status: 'failed',
    error: { code: 'run_kills_workers', params: { crashes: 2 } },
  });
  expect(await connectionOf(culprit.integrationId)).toMatchObject({
    state: 'halted',
    code: 'run_kills_workers',
  });
  expect(await runOf(bystander.runId)).toMatchObject({
    status: 'running',
    crashes: 0,
    workerId: beside.workerId,
  });
  expect(worker.exitCode).toBeNull();
}, 300_000);

/** The process below the worker's that runs our file; `workerId`: the one that has claimed a run by that name. */
async function processOf(file: string, workerId?: string): Promise<number> {
  const name = workerId?.split('/')[0];
  // One that ends while it is looked at is not the one.
  const read = (file: string) => readFile(file, 'utf8').catch(() => '');
  const waiting = [worker?.pid ?? 0];
  for (let pid = waiting.pop(); pid !== undefined; pid = waiting.pop()) {
    const children = await read(`/proc/${pid}/task/${pid}/children`);
    for (const child of children.split(' ').filter(Boolean).map(Number)) {
      waiting.push(child);
      const command = await read(`/proc/${child}/cmdline`);
      const environment = await read(`/proc/${child}/environ`);
      if (command.includes(file) && (!name || environment.includes(`PM_WORKER=${name}`))) return child;
    }
  }
  throw new Error(`${file} does not run`);
}

async function connectionOf(integrationId: string) {
  const [row] = await stage.runtime.db.select().from(integrations).where(eq(integrations.id, integrationId));
  return row?.connection;
}

async function runOf(runId: string) {
  const [run] = await stage.runtime.db.select().from(runs).where(eq(runs.id, runId));
  if (!run) throw new Error('The run is gone');
  return run;
}

async function until(done: () => Promise<boolean>): Promise<void> {
  while (!(await done())) await pause(20);
}
