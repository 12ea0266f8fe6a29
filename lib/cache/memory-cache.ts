import type { Cache } from './cache';

const MAX_ENTRIES = 1_000;

interface Options {
  readonly maxEntries?: number;
  /** The clock, in milliseconds. */
  readonly now?: () => number;
}

/** A cache of this process alone. When it is full, what was set longest ago goes first. */
export function createMemoryCache({ maxEntries = MAX_ENTRIES, now = Date.now }: Options = {}): Cache {
  const entries = new Map<string, { value: string; until: number }>();
  let closed = false;
  return {
    async get(key) {
      const entry = entries.get(key);
      if (!entry) return null;
      if (entry.until > now()) return entry.value;
      entries.delete(key);
      return null;
    },
    async set(key, value, ttlSeconds) {
      if (closed) return;
      entries.delete(key);
      entries.set(key, { value, until: now() + ttlSeconds * 1000 });
      if (entries.size <= maxEntries) return;
      for (const oldest of entries.keys()) {
        entries.delete(oldest);
        return;
      }
    },
    async close() {
      closed = true;
      entries.clear();
    },
  };
}
