import { setTimeout as sleep } from 'node:timers/promises';
import pRetry, { AbortError } from 'p-retry';
import { isTooMuchAtOnce, OdooError } from './errors';
import type { CallOptions } from './session';

export interface RetryPolicy {
  retries: number;
  minTimeoutMs: number;
  maxTimeoutMs: number;
  /** No further try is begun after this long. */
  maxTotalMs: number;
}

export const DEFAULT_RETRY: RetryPolicy = {
  retries: 4,
  minTimeoutMs: 500,
  maxTimeoutMs: 30_000,
  maxTotalMs: 300_000,
};

/**
 * Tries again what is transient, with exponential back-off and jitter, waiting as long as the server asked. A failure
 * that leaves open whether Odoo did the work is tried again only when the call is repeatable.
 */
export async function withRetry<T>(
  attempt: () => Promise<T>,
  { repeatable, divisible = false }: Pick<CallOptions, 'repeatable' | 'divisible'>,
  policy: RetryPolicy,
  signal?: AbortSignal,
  retriable: (error: OdooError) => boolean = (error) =>
    mayRetry(error, repeatable ?? false) && !(divisible && isTooMuchAtOnce(error)),
): Promise<T> {
  return pRetry(
    async () => {
      try {
        return await attempt();
      } catch (error) {
        throw error instanceof OdooError
          ? error
          : new AbortError(error instanceof Error ? error : String(error));
      }
    },
    {
      retries: policy.retries,
      minTimeout: policy.minTimeoutMs,
      maxTimeout: policy.maxTimeoutMs,
      maxRetryTime: policy.maxTotalMs,
      factor: 2,
      randomize: true,
      signal,
      shouldRetry: ({ error }) => error instanceof OdooError && retriable(error),
      onFailedAttempt: async ({ error, retriesLeft }) => {
        if (!(error instanceof OdooError) || retriesLeft === 0 || !retriable(error)) return;
        const asked = error.params.retryAfterSeconds;
        if (asked === undefined) return;
        await sleep(Math.min(asked * 1000, policy.maxTimeoutMs), undefined, { signal });
      },
    },
  );
}

/** Down for good in this run, however often one asks. */
const HOPELESS = new Set(['tls', 'not_odoo', 'blocked', 'cancelled']);

function mayRetry(error: OdooError, repeatable: boolean): boolean {
  if (error.class !== 'transient' || HOPELESS.has(error.code)) return false;
  // The same question has as large an answer.
  if (error.params.cause === 'answer_too_large') return false;
  return repeatable || error.sent !== 'unknown';
}
