import type { Logger } from '@/lib/logger';
import type { Cache } from './cache';
import { connectRedis } from './connect-redis';

/** A cache all workers share. A Redis that is down or slow is a cache that remembers nothing. */
export function createRedisCache(url: string, logger: Logger): Cache {
  const { redis, failed, close } = connectRedis(url, logger, 'reference data is read from Odoo every time');
  return {
    async get(key) {
      try {
        return await redis.get(key);
      } catch (error) {
        failed(error);
        return null;
      }
    },
    async set(key, value, ttlSeconds) {
      try {
        await redis.set(key, value, 'EX', ttlSeconds);
      } catch (error) {
        failed(error);
      }
    },
    close: async () => close(),
  };
}
