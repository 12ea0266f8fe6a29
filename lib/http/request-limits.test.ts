import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { insertIntegration } from '@/e2e/support/catalogue';
import { hasRedis, startRedis } from '@/e2e/support/redis';
import { createTestRuntime, type TestRuntime } from '@/e2e/support/runtime';
import { readOrders } from '@/lib/analytics/endpoints';
import { AppError } from '@/lib/errors';
import { announceChange } from '@/lib/integrations/endpoints/webhooks';
import { createLogger } from '@/lib/logger';
import { handle } from './handle';
import { openRequestLimits } from './request-limits';

let system: TestRuntime;
const NOBODY_ELSE = { 'x-pm-peer': '203.0.113.7' };
const route = (params = {}) => ({ params: Promise.resolve(params) });

beforeAll(async () => {
  system = await createTestRuntime({ RATE_LIMIT_TOKEN: '3', RATE_LIMIT_ADDRESS: '5' });
  await insertIntegration(system.db);
});
afterAll(() => system.drop());

const list = () => handle(readOrders, async () => ({ data: [], next_cursor: null }), { use: () => system });
const ask = (headers: Record<string, string>) => list()(new Request('http://x/', { headers }), route());

test('a token that asks too often is told how long to wait; another one is not', async () => {
  const [one, other] = [await system.token('viewer'), await system.token('viewer')];
  const as = (token: string) => ask({ authorization: `Bearer ${token}` });
  for (let n = 0; n < 3; n++) expect((await as(one)).status).toBe(200);
  const refused = await as(one);
  expect(refused.status).toBe(429);
  expect(await refused.json()).toMatchObject({ code: 'too_many_requests' });
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  expect(Number(refused.headers.get('retry-after'))).toBeLessThanOrEqual(60);
  expect((await as(other)).status).toBe(200);
});

test('an address is bounded before anybody looks who it is; another one is not', async () => {
  for (let n = 0; n < 5; n++) expect((await ask(NOBODY_ELSE)).status).toBe(401);
  expect((await ask(NOBODY_ELSE)).status).toBe(429);
  expect((await ask({ 'x-pm-peer': '203.0.113.8' })).status).toBe(401);
});

test('webhooks are not bounded, wrong secrets are', async () => {
  let right = false;
  const webhook = handle(
    announceChange,
    async () => {
      if (!right) throw new AppError('unauthenticated');
      return { stored: true };
    },
    { use: () => system },
  );
  const send = (address: string) =>
    webhook(
      new Request('http://x/', { method: 'POST', headers: { 'x-pm-peer': address } }),
      route({ topic: 'products' }),
    );
  for (let n = 0; n < 100; n++) expect((await send('203.0.113.9')).status).toBe(401);
  right = true;
  const refused = await send('203.0.113.9');
  expect([refused.status, Number(refused.headers.get('retry-after')) > 0]).toEqual([429, true]);
  for (let n = 0; n < 10; n++) expect((await send('203.0.113.10')).status).toBe(202);
});

test.skipIf(!hasRedis)('web processes count together in Redis, and each alone while it is away', async () => {
  const redis = await startRedis();
  const lines: string[] = [];
  const settings = { RATE_LIMIT_TOKEN: 4, RATE_LIMIT_ADDRESS: 0, REDIS_URL: redis.url };
  const open = () =>
    openRequestLimits(
      settings,
      createLogger('info', (line) => lines.push(line)),
    );
  const processes = [open(), open()];
  const [one, other] = processes;
  const tooMany = { code: 'too_many_requests' };
  try {
    // What is counted before the connection stands is counted in the process.
    await vi.waitFor(async () => {
      const token = randomUUID();
      for (let n = 0; n < 2; n++) for (const limits of processes) await limits.countToken(token);
      await expect(one?.countToken(token)).rejects.toMatchObject(tooMany);
      await expect(other?.countToken(token)).rejects.toMatchObject(tooMany);
    });
    for (let n = 0; n < 100; n++) await one?.countWrongSecret('203.0.113.7');
    await expect(other?.refuseGuesser('203.0.113.7')).rejects.toMatchObject(tooMany);
    redis.stop();
    await vi.waitFor(() => expect(lines.join('')).toContain('counted in each process by itself'));
    const token = randomUUID();
    for (let n = 0; n < 4; n++) await one?.countToken(token);
    await expect(one?.countToken(token)).rejects.toMatchObject(tooMany);
    await other?.countToken(token);
  } finally {
    for (const limits of processes) limits.close();
    redis.stop();
  }
});
