import { Redis } from 'ioredis';
import type { Logger } from '@/lib/logger';

/** Other programs may use the same Redis. */
const PREFIX = 'products-manager:';

/** An answer for which one waits longer than Odoo would take is none. */
const TIMEOUT_MS = 1_000;

export interface RedisConnection {
  readonly redis: Redis;
  /** Logs that Redis does not answer: once, until it answers again. */
  readonly failed: (error: unknown) => void;
  readonly close: () => void;
}

/**
 * The Redis of `REDIS_URL`. Commands fail at once while it is away; it is tried anew in the background.
 * @param meanwhile what is done without it, for the log
 */
export function connectRedis(url: string, logger: Logger, meanwhile: string): RedisConnection {
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
    logger.warn({ reason }, `Redis does not answer: ${meanwhile}`);
  };
  redis.on('error', failed);
  redis.on('ready', () => {
    failing = false;
  });
  return {
    redis,
    failed,
    close: () => {
      closed = true;
      redis.disconnect();
    },
  };
}
