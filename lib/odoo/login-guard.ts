import { createHash } from 'node:crypto';
import { OdooError } from './errors';

/** 14 and 15 refuse every login from our address for 60 s after ten wrong ones (FACTS.md A, Login). */
const COOLDOWN_MS = 60_000;

const refused = new Map<string, number>();

function keyOf(parts: readonly string[]): string {
  return createHash('sha256').update(parts.join('\0')).digest('base64');
}

/** Throws `login_cooldown` when these very credentials were refused less than a minute ago; Odoo is not asked. */
export function assertNotJustRefused(credentials: readonly string[], now = Date.now()): void {
  const until = refused.get(keyOf(credentials));
  if (until === undefined) return;
  if (until <= now) refused.delete(keyOf(credentials));
  else throw new OdooError('login_cooldown', { retryAfterSeconds: Math.ceil((until - now) / 1000) }, 'no');
}

export function rememberRefusal(credentials: readonly string[], now = Date.now()): void {
  for (const [key, until] of refused) if (until <= now) refused.delete(key);
  refused.set(keyOf(credentials), now + COOLDOWN_MS);
}
