import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { AppError } from '@/lib/errors';

const MINUTE = 60;
/** Wrong secrets of webhooks an address may send in five minutes: a renewed secret that Odoo does not know yet is some. */
const SECRET_FAILURES = { points: 100, duration: 5 * MINUTE };

/** How many calls who may make. Counted in each web process by itself. */
export interface RequestLimits {
  /** @throws AppError too_many_requests */
  countAddress(address: string | null): Promise<void>;
  /** @throws AppError too_many_requests */
  countToken(tokenId: string): Promise<void>;
  /** @throws AppError too_many_requests while the address has sent too many wrong secrets */
  refuseGuesser(address: string | null): Promise<void>;
  countWrongSecret(address: string | null): Promise<void>;
}

/** Calls a minute; 0: as many as one likes. */
export function createRequestLimits(perMinute: { token: number; address: number }): RequestLimits {
  const addresses = new RateLimiterMemory({ points: perMinute.address, duration: MINUTE });
  const tokens = new RateLimiterMemory({ points: perMinute.token, duration: MINUTE });
  const guessers = new RateLimiterMemory(SECRET_FAILURES);
  return {
    countAddress: async (address) => {
      if (address !== null && perMinute.address > 0) await count(addresses, address);
    },
    countToken: async (tokenId) => {
      if (perMinute.token > 0) await count(tokens, tokenId);
    },
    refuseGuesser: async (address) => {
      const failures = address === null ? null : await guessers.get(address);
      if (failures && failures.consumedPoints >= SECRET_FAILURES.points) throw tooMany(failures);
    },
    countWrongSecret: async (address) => {
      if (address !== null) await guessers.penalty(address);
    },
  };
}

async function count(limiter: RateLimiterMemory, key: string): Promise<void> {
  try {
    await limiter.consume(key);
  } catch (refused) {
    throw refused instanceof RateLimiterRes ? tooMany(refused) : refused;
  }
}

function tooMany({ msBeforeNext }: RateLimiterRes): AppError {
  return new AppError('too_many_requests', { seconds: Math.max(1, Math.ceil(msBeforeNext / 1000)) });
}
