import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { hasRedis, type RunningRedis, startRedis } from '@/e2e/support/redis';
import { createLogger } from '@/lib/logger';
import type { Cache } from './cache';
import { createMemoryCache } from './memory-cache';
import { cacheOf } from './open-cache';
import { createRedisCache } from './redis-cache';

function keepsTheContract(open: () => Cache): void {
  test('what was set is read back; what was not is a miss', async () => {
    const cache = open();
    const key = randomUUID();
    expect(await cache.get(key)).toBeNull();
    await cache.set(key, 'été', 60);
    await cache.set(key, 'hiver ❄', 60);
    expect(await cache.get(key)).toBe('hiver ❄');
    expect(await cache.get(`${key}x`)).toBeNull();
    await cache.close();
  });

  test('what is too old is forgotten', async () => {
    const cache = open();
    const key = randomUUID();
    await cache.set(key, 'short', 1);
    await cache.set(`${key}-long`, 'long', 60);
    expect(await cache.get(key)).toBe('short');
    await vi.waitFor(async () => expect(await cache.get(key)).toBeNull(), { timeout: 5_000, interval: 50 });
    expect(await cache.get(`${key}-long`)).toBe('long');
    await cache.close();
  });

  test('closed, it answers with misses and never fails', async () => {
    const cache = open();
    const key = randomUUID();
    await cache.set(key, 'x', 60);
    await cache.close();
    await cache.set(key, 'y', 60);
    expect(await cache.get(key)).toBeNull();
  });
}

describe('in memory', () => {
  keepsTheContract(() => createMemoryCache());

  test('is bounded: what was set longest ago goes first', async () => {
    const cache = createMemoryCache({ maxEntries: 2 });
    for (const key of ['a', 'b', 'a', 'c']) await cache.set(key, key, 60);
    expect([await cache.get('a'), await cache.get('b'), await cache.get('c')]).toEqual(['a', null, 'c']);
  });
});

describe.skipIf(!hasRedis)('in Redis (only where redis-server is installed)', () => {
  let server: RunningRedis;
  let url: string;

  beforeAll(async () => {
    server = await startRedis();
    url = server.url;
  });

  afterAll(() => server.stop());

  keepsTheContract(() => createRedisCache(url, createLogger('silent')));

  test('two processes share it', async () => {
    const [one, other] = [
      createRedisCache(url, createLogger('silent')),
      cacheOf({ REDIS_URL: url }, createLogger('silent')),
    ];
    await one.set('shared', 'value', 60);
    expect(await other.get('shared')).toBe('value');
    await Promise.all([one.close(), other.close()]);
  });
});

test('a Redis that is down is a cache that remembers nothing, said once and without its password', async () => {
  const lines: string[] = [];
  const url = `redis://:s3cret-of-redis@127.0.0.1:9`;
  const cache = createRedisCache(
    url,
    createLogger('info', (line) => lines.push(line)),
  );
  await cache.set('key', 'value', 60);
  expect(await cache.get('key')).toBeNull();
  expect(await cache.get('key')).toBeNull();
  await cache.close();
  expect(lines).toHaveLength(1);
  expect(lines[0]).toContain('Redis does not answer');
  expect(lines[0]).not.toContain('s3cret');
});

test('the environment chooses, once', () => {
  const env = {};
  expect(cacheOf(env, createLogger('silent'))).toBe(cacheOf(env, createLogger('silent')));
  expect(cacheOf({}, createLogger('silent'))).not.toBe(cacheOf(env, createLogger('silent')));
});
