import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { createTestRuntime, type TestRuntime } from '@/e2e/support/runtime';
import { inTransaction, SYSTEM } from '@/lib/context';
import { contextOf, openRuntime } from '@/lib/runtime';
import { housekeeping } from './housekeeping.job';
import { defineJob } from './job';
import { startWorker } from './start-worker';

let system: TestRuntime;
const ID = '0192a3b4-0000-7000-8000-000000000001';

beforeAll(async () => {
  system = await createTestRuntime();
});
afterAll(() => system.drop());

const seen: string[] = [];
const wake = defineJob('sync.wake', 1, async (_system, payload) => {
  seen.push(payload.integration_id);
});

test('a job exists exactly if the transaction that queued it commits, and is done once', async () => {
  await inTransaction(system.ctx, async (ctx) => {
    await ctx.queue.send(ctx.db, 'sync.wake', { integration_id: ID }, { key: 'rolled back' });
    throw new Error('roll back');
  }).catch(() => undefined);
  await inTransaction(system.ctx, async (ctx) => {
    for (let n = 0; n < 3; n++)
      await ctx.queue.send(ctx.db, 'sync.wake', { integration_id: ID }, { key: ID });
  });
  const queued = await system.database.sql`select singleton_key from pgboss.job where name = 'sync.wake'`;
  expect(queued.map((row) => row.singleton_key)).toEqual([ID]);

  const worker = await startWorker(system, [wake, housekeeping], {
    schedule: false,
    pollSeconds: 0.5,
  });
  try {
    await vi.waitFor(() => expect(seen).toEqual([ID]), { timeout: 10_000 });
    await system.queue.send(system.db, 'sync.wake', { integration_id: ID }, { key: ID });
    await vi.waitFor(() => expect(seen).toHaveLength(2), { timeout: 10_000 });
  } finally {
    await worker.stop();
  }
});

test('work is left amid a transaction though no other connection is free', async () => {
  const narrow = openRuntime(system.env, { maxConnections: 1 });
  try {
    await inTransaction(contextOf(narrow, SYSTEM), (ctx) => ctx.queue.send(ctx.db, 'housekeeping', {}));
    const queued = await system.database.sql`select 1 from pgboss.job where name = 'housekeeping'`;
    expect(queued).toHaveLength(1);
  } finally {
    await narrow.close();
  }
}, 15_000);

test('a payload that is not what the queue carries is refused where it is sent', async () => {
  await expect(system.queue.send(system.db, 'sync.run', { run_id: 'nonsense' })).rejects.toThrow();
});

test('a job that runs when the worker is stopped is told so', async () => {
  let started = false;
  let told = false;
  const slow = defineJob(
    'sync.run',
    1,
    (_system, _payload, signal) =>
      new Promise((resolve) => {
        started = true;
        signal.addEventListener('abort', () => {
          told = true;
          resolve();
        });
      }),
  );
  await system.queue.send(system.db, 'sync.run', { run_id: ID });
  const worker = await startWorker(system, [slow], { schedule: false, pollSeconds: 0.5 });
  await vi.waitFor(() => expect(started).toBe(true), { timeout: 10_000 });
  await worker.stop();
  expect(told).toBe(true);
});
