import { afterAll, beforeAll, expect, test } from 'vitest';
import { insertIntegration } from '@/e2e/support/catalogue';
import { createTestRuntime, type TestRuntime } from '@/e2e/support/runtime';
import { readOrders } from '@/lib/analytics/endpoints';
import { AppError } from '@/lib/errors';
import { announceChange } from '@/lib/integrations/endpoints';
import { handle } from './handle';

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
