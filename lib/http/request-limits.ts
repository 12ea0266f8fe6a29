import type { Redis } from 'ioredis';
import {
  type IRateLimiterOptions,
  type RateLimiterAbstract,
  RateLimiterMemory,
  RateLimiterRedis,
  RateLimiterRes,
} from 'rate-limiter-flexible';
import { connectRedis } from '@/lib/cache/connect-redis';
import type { Env } from '@/lib/env';
import { AppError } from '@/lib/errors';
import type { Logger } from '@/lib/logger';

const MINUTE = 60;
/** Wrong secrets of webhooks an address may send in five minutes: a renewed secret that Odoo does not know yet is some. */
const SECRET_FAILURES = { points: 100, duration: 5 * MINUTE };

/** How many calls who may make. */
export interface RequestLimits {
  /** @throws AppError too_many_requests */
  countAddress(address: string | null): Promise<void>;
  /** @throws AppError too_many_requests */
  countToken(tokenId: string): Promise<void>;
  /** @throws AppError too_many_requests while the address has sent too many wrong secrets */
  refuseGuesser(address: string | null): Promise<void>;
  countWrongSecret(address: string | null): Promise<void>;
}

type Settings = Pick<Env, 'RATE_LIMIT_TOKEN' | 'RATE_LIMIT_ADDRESS' | 'REDIS_URL'>;

/**
 * The limits that the environment names, 0: none. Counted in Redis for all web processes together; without one, and
 * while it is away, in each process by itself. Redis is first spoken to when somebody is counted.
 */
export function openRequestLimits(
  { RATE_LIMIT_TOKEN, RATE_LIMIT_ADDRESS, REDIS_URL }: Settings,
  logger: Logger,
): RequestLimits & { readonly close: () => void } {
  let opened: (Limiters & { close: () => void }) | undefined;
  const limiters = () => {
    if (opened) return opened;
    const shared = REDIS_URL
      ? connectRedis(REDIS_URL, logger, 'calls are counted in each process by itself')
      : null;
    const limiter = (name: string, options: IRateLimiterOptions) =>
      createLimiter(name, options, shared?.redis ?? null);
    opened = {
      addresses: limiter('address', { points: RATE_LIMIT_ADDRESS, duration: MINUTE }),
      tokens: limiter('token', { points: RATE_LIMIT_TOKEN, duration: MINUTE }),
      guessers: limiter('guesser', SECRET_FAILURES),
      close: () => shared?.close(),
    };
    return opened;
  };
  return {
    countAddress: async (address) => {
      if (address !== null && RATE_LIMIT_ADDRESS > 0) await count(limiters().addresses, address);
    },
    countToken: async (tokenId) => {
      if (RATE_LIMIT_TOKEN > 0) await count(limiters().tokens, tokenId);
    },
    refuseGuesser: async (address) => {
      const failures = address === null ? null : await limiters().guessers.get(address);
      if (failures && failures.consumedPoints >= SECRET_FAILURES.points) throw tooMany(failures);
    },
    countWrongSecret: async (address) => {
      if (address !== null) await limiters().guessers.penalty(address);
    },
    close: () => opened?.close(),
  };
}

type Limiters = Readonly<Record<'addresses' | 'tokens' | 'guessers', RateLimiterAbstract>>;

function createLimiter(name: string, options: IRateLimiterOptions, redis: Redis | null): RateLimiterAbstract {
  const alone = new RateLimiterMemory({ ...options, keyPrefix: name });
  if (!redis) return alone;
  return new RateLimiterRedis({
    ...options,
    keyPrefix: `limit:${name}`,
    storeClient: redis,
    rejectIfRedisNotReady: true,
    insuranceLimiter: alone,
  });
}

async function count(limiter: RateLimiterAbstract, key: string): Promise<void> {
  try {
    await limiter.consume(key);
  } catch (refused) {
    throw refused instanceof RateLimiterRes ? tooMany(refused) : refused;
  }
}

function tooMany({ msBeforeNext }: RateLimiterRes): AppError {
  return new AppError('too_many_requests', { seconds: Math.max(1, Math.ceil(msBeforeNext / 1000)) });
}
