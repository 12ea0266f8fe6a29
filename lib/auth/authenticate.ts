import type { Actor } from '@/lib/context';
import { readCookie } from '@/lib/http/cookies';
import type { Runtime } from '@/lib/runtime';
import { actorOfToken } from './api-tokens';
import { actorOfSession, sessionCookie } from './session';

/** Who sent a request: an API token goes before the session cookie; null for a stranger. */
export async function authenticate(
  request: Request,
  { db, env }: Pick<Runtime, 'db' | 'env'>,
): Promise<{ actor: Actor; via: 'token' | 'session' } | null> {
  const [scheme, token] = (request.headers.get('authorization') ?? '').split(' ');
  if (scheme?.toLowerCase() === 'bearer' && token) {
    const actor = await actorOfToken(db, token, new Date());
    return actor && { actor, via: 'token' };
  }
  const actor = await actorOfSession(db, env.AUTH_SECRET, readCookie(request, sessionCookie(env).name));
  return actor && { actor, via: 'session' };
}
