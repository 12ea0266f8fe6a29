import type { Env } from '@/lib/env';
import type { Logger } from '@/lib/logger';
import type { Cache } from './cache';
import { createMemoryCache } from './memory-cache';
import { createRedisCache } from './redis-cache';

type Settings = Pick<Env, 'REDIS_URL'>;

const opened = new WeakMap<Settings, Cache>();

/** The cache the environment names: Redis when `REDIS_URL` is set, else this process's memory. One per environment. */
export function cacheOf(env: Settings, logger: Logger): Cache {
  const known = opened.get(env);
  if (known) return known;
  const cache = env.REDIS_URL ? createRedisCache(env.REDIS_URL, logger) : createMemoryCache();
  opened.set(env, cache);
  return cache;
}
