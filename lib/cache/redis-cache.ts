import { Redis } from 'ioredis';
import type { Logger } from '@/lib/logger';
import type { Cache } from './cache';

/** Other programs may use the same Redis. */
const PREFIX = 'products-manager:';

/** A cache that lets wait longer than Odoo would is none. */
const TIMEOUT_MS = 1_000;

/**
 * A cache all workers share. A Redis that is down or slow is a cache that remembers nothing: it is logged once until
 * it answers again, and tried anew in the background.
 */
export function createRedisCache(url: string, logger: Logger): Cache {
  const redis = new Redis(url, {
    keyPrefix: PREFIX,
    connectTimeout: TIMEOUT_MS,
    commandTimeout: TIMEOUT_MS,
    maxRetriesPerRequest: 0,
  });
  let failing = false;
  let closed = false;
  const failed = (error: unknown) => {
    if (failing || closed) return;
    failing = true;
    const reason = error instanceof Error ? error.message : 'unknown';
    logger.warn({ reason }, 'Redis does not answer: reference data is read from Odoo every time');
  };
  redis.on('error', failed);
  redis.on('ready', () => {
    failing = false;
  });
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
    async close() {
      closed = true;
      redis.disconnect();
    },
  };
}
