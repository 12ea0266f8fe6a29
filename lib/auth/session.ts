import { eq } from 'drizzle-orm';
import { decode } from 'next-auth/jwt';
import { z } from 'zod';
import type { Db } from '@/db/client';
import { users } from '@/db/schema/people';
import type { Actor } from '@/lib/context';
import { sha256 } from '@/lib/crypto/compare';
import type { Env } from '@/lib/env';

/** How long a session lasts without a visit, in seconds. */
export const SESSION_SECONDS = 14 * 24 * 3600;

const claims = z.object({ sub: z.uuid(), stamp: z.string() });

/** `__Secure-` and sent over TLS only, where the application is served over TLS. */
export function sessionCookie(env: Pick<Env, 'APP_URL'>): { name: string; secure: boolean } {
  const secure = env.APP_URL.startsWith('https:');
  return { name: `${secure ? '__Secure-' : ''}next-auth.session-token`, secure };
}

/** Ties a session to the password it was opened with: changing the password ends it. */
export function sessionStamp(passwordHash: string): string {
  return sha256(passwordHash).slice(0, 16);
}

/** Who a session cookie belongs to, as the database knows them now; null when it is no longer good. */
export async function actorOfSession(
  db: Db,
  secret: string,
  cookie: string | undefined,
): Promise<Actor | null> {
  if (!cookie) return null;
  const token = claims.safeParse(await decode({ token: cookie, secret }).catch(() => null));
  if (!token.success) return null;
  const [user] = await db.select().from(users).where(eq(users.id, token.data.sub));
  if (!user || user.disabledAt || sessionStamp(user.passwordHash) !== token.data.stamp) return null;
  return { kind: 'user', id: user.id, name: user.name, role: user.role };
}
