import { createHash } from 'node:crypto';
import type { Cache } from '@/lib/cache/cache';
import { Acquaintance } from '@/lib/odoo/acquaintance';
import type { OdooSession } from '@/lib/odoo/session';
import type { Integration, Run } from '../kinds/kind';

/** What was learnt is trusted so long; then the next run signs in and asks anew. */
const TTL_SECONDS = 10 * 60;

/** What this integration's Odoo and user were found to be at the last sign-in; lives where the cache does. */
export interface KnownOdoo {
  /** What the run's session may go by; null: it has to ask. */
  recall(): Promise<Acquaintance | null>;
  /** After a run that went well. */
  keep(odoo: OdooSession): Promise<void>;
  /** After one that did not: whatever changed in Odoo, the next run sees it. */
  forget(): Promise<void>;
}

/** Full runs trust nothing remembered; other settings, another key or another user are another memory. */
export function knownOdoo(cache: Cache | undefined, integration: Integration, run: Run): KnownOdoo {
  const { id, config, apiKeyEncrypted, syncConfig } = integration;
  if (!cache || !syncConfig.cache_enabled) {
    return { recall: async () => null, keep: async () => undefined, forget: async () => undefined };
  }
  const settings = createHash('sha256')
    .update(JSON.stringify([config, apiKeyEncrypted]))
    .digest('hex');
  const key = `odoo:${id}:${settings}`;
  let recalled: Acquaintance | null = null;
  return {
    async recall() {
      recalled = run.mode === 'full' ? null : parse(await cache.get(key));
      return recalled;
    },
    async keep({ acquaintance }) {
      if (!acquaintance) await cache.set(key, '', 1);
      // What was recalled grows old from when it was learnt, not from when it was last of use.
      else if (!recalled) await cache.set(key, JSON.stringify(acquaintance), TTL_SECONDS);
    },
    async forget() {
      recalled = null;
      await cache.set(key, '', 1);
    },
  };
}

/** A text of another release of this program, or a damaged one, is a miss. */
function parse(text: string | null): Acquaintance | null {
  if (!text) return null;
  try {
    return Acquaintance.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}
